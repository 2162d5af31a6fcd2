import { bothWorlds } from './both-worlds';
import { SCENARIOS, countSteps, playEachFault } from './scenarios';

const { transitions, bundles } = bothWorlds();

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
