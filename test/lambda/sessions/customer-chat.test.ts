import { ChatRequest, DEFAULT_REQUEST } from './chat-world';
import { Fate } from './schedule';
import { startSessionTable } from './session-table-fixture';
import { TransitionsWorld } from './transitions-world';

const LEASE_SECONDS = 31;
const DAY = 24 * 60 * 60;

let store: Awaited<ReturnType<typeof startSessionTable>>;
let world: TransitionsWorld;
beforeAll(async () => { store = await startSessionTable(); });
beforeEach(() => { world = new TransitionsWorld(store.table); });
afterAll(async () => store.close());

async function play(request: ChatRequest, ...fates: Fate[]): Promise<void> {
  await world.begin('Ada', request);
  for (const fate of fates) await world.runOne(0, fate);
}

/** Connect has made a contact, and nobody knows. */
async function crashAfterStart(request: ChatRequest = DEFAULT_REQUEST): Promise<void> {
  await play(request, 'done', 'done', 'crashAfter');
  world.advance(LEASE_SECONDS);
}

test('a contact that was made is not lost when Connect then refuses whoever takes the start over', async () => {
  await crashAfterStart();
  await play(DEFAULT_REQUEST, 'done', 'done', 'refused', 'done');
  expect(world.answers.at(-1)?.failure).toBe('Misconfigured');
  const { chat } = await world.ask('Ada');
  expect(chat?.contactId).toBe(world.sessions[0].contacts[0].contactId);
});

test('a chat that was taken over counts as running for as long as the one who started it may have asked for', async () => {
  await crashAfterStart({ ...DEFAULT_REQUEST, chatMinutes: 10_080 });
  await world.ask('Ada');
  world.advance(6 * DAY);
  expect((await world.ask('Ada')).chat?.outcome).toBe('RESUMED');
});
