import { BundlesWorld } from './bundles-world';
import { ExecutionEnvironments } from './execution-environments';
import { SCENARIOS, playEachFault } from './scenarios';
import { startSessionTable } from './session-table-fixture';
import { TransitionsWorld } from './transitions-world';

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

describe.each(Object.entries(SCENARIOS))('with %s, the promise holds after a crash, a failure or a lost answer at every step', (_, scenario) => {
  let taken: number;

  test('of the transitions and the adapter', async () => {
    taken = await playEachFault(scenario, () => new TransitionsWorld(store.table));
    expect(taken).toBeGreaterThan(1);
  }, 60_000);

  test('of the shipped bundle, which takes the same', async () => {
    expect(await playEachFault(scenario, async () => BundlesWorld.start(environments))).toBe(taken);
  }, 120_000);
});
