import * as fc from 'fast-check';
import { BundlesWorld } from './bundles-world';
import { ChatWorld } from './chat-world';
import { ExecutionEnvironments } from './execution-environments';
import { happenings, play } from './interleavings';
import { startSessionTable } from './session-table-fixture';
import { TransitionsWorld } from './transitions-world';

const RUNS = Number(process.env.INTERLEAVINGS ?? 300);
// Each takes a second, most of it to start processes in place of those that were killed.
const BUNDLE_RUNS = Math.ceil(RUNS / 20);

let store: Awaited<ReturnType<typeof startSessionTable>>;
let environments: ExecutionEnvironments;
beforeAll(async () => {
  store = await startSessionTable();
  environments = await ExecutionEnvironments.start(store);
});
afterAll(async () => {
  await environments.close();
  await store.close();
});

async function playRandom(numRuns: number, endOnFailure: boolean, worldOf: () => ChatWorld | Promise<ChatWorld>): Promise<void> {
  const property = fc.asyncProperty(happenings, async (story) => { await play(story, await worldOf()); });
  await fc.assert(property, { numRuns, endOnFailure });
}

describe('whatever happens, a customer has one running chat at most, and the next one continues it', () => {
  test(`in ${RUNS} interleavings of the transitions and the adapter`, async () => {
    await playRandom(RUNS, RUNS > 1000, () => new TransitionsWorld(store.table));
  }, RUNS * 1000);

  test(`in ${BUNDLE_RUNS} interleavings of the shipped bundles`, async () => {
    await playRandom(BUNDLE_RUNS, true, async () => BundlesWorld.start(environments));
  }, BUNDLE_RUNS * 10_000);
});
