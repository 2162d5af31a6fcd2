import { DEFAULT_REQUEST, TRANSCRIPT_SECONDS } from './chat-world';
import type { Fate } from './schedule';
import { startSessionTable, watchSessionTable } from './session-table-fixture';
import { TransitionsWorld } from './transitions-world';

const LEASE_SECONDS = 31;

let store: Awaited<ReturnType<typeof startSessionTable>>;
let watched: Awaited<ReturnType<typeof watchSessionTable>>;
let world: TransitionsWorld;

beforeAll(async () => {
  store = await startSessionTable();
  watched = await watchSessionTable(store.endpoint);
});
beforeEach(() => { world = new TransitionsWorld(watched.table); });
afterAll(async () => {
  await watched.close();
  await store.close();
});

async function spentOn(request = DEFAULT_REQUEST, ...fates: Fate[]) {
  watched.operations.length = 0;
  const before = world.probes;
  await world.begin('Ada', request);
  for (const fate of fates) await world.runOne(0, fate);
  while (world.schedule.waiting > 0) await world.runOne(0, 'done');
  const { chat } = world.answers.at(-1)!;
  return {
    outcome: chat?.outcome,
    reads: watched.operations.filter((operation) => operation === 'GetItem').length,
    writes: watched.operations.filter((operation) => operation === 'PutItem').length,
    others: watched.operations.filter((operation) => !['GetItem', 'PutItem'].includes(operation)),
    probes: world.probes - before,
  };
}

function endChat(afterSeconds = TRANSCRIPT_SECONDS): void {
  world.contacts.end(world.sessions.at(-1)!.contacts.at(-1)!.contactId);
  world.advance(afterSeconds);
}

test('a first chat takes one read and two writes', async () => {
  expect(await spentOn()).toEqual({ outcome: 'NEW', reads: 1, writes: 2, probes: 0, others: [] });
});

test('a resumed chat takes one read and one call of the participant service', async () => {
  await spentOn();
  expect(await spentOn()).toEqual({ outcome: 'RESUMED', reads: 1, writes: 0, probes: 1, others: [] });
});

test.each([['ENTIRE_PAST_SESSION', 1], ['FROM_SEGMENT', 2]] as const)('a chat that continues %s takes %i reads and two writes', async (rehydrationType, reads) => {
  await spentOn();
  endChat();
  expect(await spentOn({ ...DEFAULT_REQUEST, rehydrationType })).toEqual({ outcome: 'REHYDRATED', reads, writes: 2, probes: 1, others: [] });
});

test('a chat that Connect does not continue takes a third write, for the second chat that is asked for', async () => {
  await spentOn();
  endChat(0);
  expect(await spentOn()).toEqual({ outcome: 'NOT_REHYDRATED', reads: 1, writes: 3, probes: 1, others: [] });
});

test('a start that waits for another one takes two reads and no write', async () => {
  await world.begin('Ada');
  for (const _ of ['read', 'lease']) await world.runOne(0, 'done');
  await world.runOne(0, 'crashBefore');
  expect(await spentOn()).toEqual({ outcome: undefined, reads: 2, writes: 0, probes: 0, others: [] });
});

test('a start that is taken over takes one read and two writes', async () => {
  await world.begin('Ada');
  for (const _ of ['read', 'lease']) await world.runOne(0, 'done');
  await world.runOne(0, 'crashAfter');
  world.advance(LEASE_SECONDS);
  expect(await spentOn()).toEqual({ outcome: 'NEW', reads: 1, writes: 2, probes: 1, others: [] });
});

test('a start that Connect refuses to give back takes three writes for a new chat', async () => {
  await world.begin('Ada');
  for (const _ of ['read', 'lease']) await world.runOne(0, 'done');
  await world.runOne(0, 'crashBefore');
  world.advance(LEASE_SECONDS);
  expect(await spentOn({ ...DEFAULT_REQUEST, startsNew: true }, 'done', 'done', 'refused')).toEqual({ outcome: 'NEW', reads: 1, writes: 3, probes: 0, others: [] });
});

test('an event takes one write, and that of a survey or of a first segment none', async () => {
  await spentOn();
  const { contactId } = world.sessions[0].contacts[0];
  const next = world.contacts.transfer(contactId);
  world.contacts.startSurvey(next.contactId);
  endChat();
  watched.operations.length = 0;
  for (const event of world.events) await world.deliver(event);
  expect(watched.operations).toEqual(['UpdateItem']);
});
