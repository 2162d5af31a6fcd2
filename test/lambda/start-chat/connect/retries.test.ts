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

test('a call that failed because of the quota of active chats is not retried', async () => {
  expect(await attemptsUntilGivenUp(quota)).toBe(1);
});

test.each([
  ['first', 250, 500],
  ['second', 500, 1000],
])('the %s retry waits from %i to %i ms, so that customers who were refused together come back one by one', async (which, shortest, longest) => {
  const random = jest.spyOn(Math, 'random');
  let token = await connectRetryStrategy.acquireInitialRetryToken('');
  for (const retry of ['first', 'second']) {
    token = await connectRetryStrategy.refreshRetryTokenForRetry(token, { error: connectionReset as never, errorType: 'TRANSIENT' });
    if (retry === which) break;
  }
  const delays = [0, 1].map((drawn) => {
    random.mockReturnValue(drawn);
    return token.getRetryDelay();
  });
  random.mockRestore();
  expect(delays).toEqual([shortest, longest]);
});
