import * as fc from 'fast-check';
import { bothWorlds } from './both-worlds';
import type { WorldOf } from './chat-world';
import { happenings, play } from './interleavings';

const RUNS = Number(process.env.INTERLEAVINGS ?? 300);
// Each takes a second, most of it to start processes in place of those that were killed.
const BUNDLE_RUNS = Math.ceil(RUNS / 20);

const { transitions, bundles } = bothWorlds();

async function playRandom(numRuns: number, endOnFailure: boolean, worldOf: WorldOf): Promise<void> {
  const property = fc.asyncProperty(happenings, async (story) => { await play(story, await worldOf()); });
  await fc.assert(property, { numRuns, endOnFailure });
}

describe('whatever happens, a customer has one running chat at most, and the next one continues it', () => {
  test(`in ${RUNS} interleavings of the transitions and the adapter`, async () => {
    await playRandom(RUNS, RUNS > 1000, transitions);
  }, RUNS * 1000);

  test(`in ${BUNDLE_RUNS} interleavings of the shipped bundles`, async () => {
    await playRandom(BUNDLE_RUNS, true, bundles);
  }, BUNDLE_RUNS * 10_000);
});
