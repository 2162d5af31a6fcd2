import { connectRetryStrategy } from '../../../../lambda/start-chat/connect/retries';

const connectionReset = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
const quota = Object.assign(new Error('quota'), { name: 'LimitExceededException', $metadata: { httpStatusCode: 429 } });

async function attemptsUntilGivenUp(error: Error) {
  let token = await connectRetryStrategy.acquireInitialRetryToken('');
  for (let attempts = 1; ; attempts += 1) {
    try {
      token = await connectRetryStrategy.refreshRetryTokenForRetry(token, { error: error as never, errorType: 'TRANSIENT' });
    } catch {
      return attempts;
    }
  }
}

test('a warm function never runs out of retries', async () => {
  for (let request = 0; request < 1000; request += 1) expect(await attemptsUntilGivenUp(connectionReset)).toBe(3);
});

test('the quota of active chats is never asked about again', async () => {
  expect(await attemptsUntilGivenUp(quota)).toBe(1);
});
