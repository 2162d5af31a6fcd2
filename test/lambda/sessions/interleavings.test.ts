import * as fc from 'fast-check';
import { happenings, play } from './interleavings';
import { startSessionTable } from './session-table-fixture';

const RUNS = Number(process.env.INTERLEAVINGS ?? 300);

let store: Awaited<ReturnType<typeof startSessionTable>>;
beforeAll(async () => { store = await startSessionTable(); });
afterAll(async () => store.close());

test(`whatever happens, in ${RUNS} interleavings, a customer has one running chat at most, and the next one continues it`, async () => {
  await fc.assert(fc.asyncProperty(happenings, async (story) => play(story, store.table)), { numRuns: RUNS, endOnFailure: RUNS > 1000 });
}, RUNS * 1000);
