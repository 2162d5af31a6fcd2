import { type Connect, startConnect } from '../connect-fixture';

let connect: Connect;

afterEach(() => connect.simulator.close());

async function outcomes(requests: number): Promise<string[]> {
  const settled = await Promise.allSettled(Array.from({ length: requests }, () => connect.startChat()));
  return settled.map((result) => (result.status === 'fulfilled' ? 'started' : `${result.reason.$metadata.httpStatusCode} ${result.reason.name}`));
}

test('serves a burst of eight, then five each second', async () => {
  connect = await startConnect();
  const refused = '429 TooManyRequestsException';
  expect((await outcomes(9)).filter((outcome) => outcome === refused)).toHaveLength(1);
  connect.simulator.clock.advance(1);
  expect((await outcomes(7)).filter((outcome) => outcome === refused)).toHaveLength(2);
});

test('counts idle chats until they end or their duration is over', async () => {
  connect = await startConnect({ quotas: { concurrentChats: 2 } });
  const ended = await connect.startChat({ ChatDurationInMinutes: 120 });
  await connect.startChat({ ChatDurationInMinutes: 60 });
  const full = ['429 LimitExceededException'];
  expect(await outcomes(1)).toEqual(full);
  connect.simulator.contacts.end(ended.ContactId!);
  expect(await outcomes(1)).toEqual(['started']);
  expect(await outcomes(1)).toEqual(full);
  connect.simulator.clock.advance(60 * 60);
  expect(await outcomes(1)).toEqual(['started']);
});

test('gives a chat back to its client token when the instance is full', async () => {
  connect = await startConnect({ quotas: { concurrentChats: 1 } });
  const first = await connect.startChat({ ClientToken: 'token' });
  expect((await connect.startChat({ ClientToken: 'token' })).ContactId).toBe(first.ContactId);
});
