import { BundlesWorld } from './bundles-world';
import { ExecutionEnvironments } from './execution-environments';
import { SCENARIOS, countSteps, playEachFault } from './scenarios';
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

const transitions = () => new TransitionsWorld(store.table);
const bundles = async () => BundlesWorld.start(environments);

describe.each(Object.entries(SCENARIOS))('with %s', (_, scenario) => {
  test('the promise holds after a crash, a failure or a lost answer at every step of the transitions and the adapter', async () => {
    await playEachFault(scenario, transitions);
  }, 60_000);

  test('the promise holds after a crash, a failure or a lost answer at every call of the shipped bundle', async () => {
    await playEachFault(scenario, bundles);
  }, 120_000);

  test('the shipped bundle takes as many steps as the transitions', async () => {
    expect(await countSteps(scenario, bundles)).toBe(await countSteps(scenario, transitions));
  });
});
