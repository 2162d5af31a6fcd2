import type { Assembly } from '../../../local/command/app-source';
import { SourceChanges } from '../../../local/command/source-changes';

const ASSEMBLY: Assembly = { folder: 'assembly', close: async () => undefined };

let now: number;
let changes: SourceChanges;

beforeEach(() => {
  now = 1000;
  changes = new SourceChanges({ watched: 'folder', synthesize: async () => ASSEMBLY }, () => now);
});

/** Synthesizes from one time to another. */
async function synthesize(startedAt: number, endedAt: number): Promise<void> {
  now = startedAt;
  const synthesis = changes.synthesize();
  now = endedAt;
  await synthesis;
}

const changed = (path: string, changedAt: number) => changes.needSynthesis([{ path, changedAt }]);

test('a file that changes after the synthesis needs another one', async () => {
  await synthesize(1000, 2000);
  expect(changed('app.ts', 2001)).toBe(true);
});

test('no change needs no synthesis', async () => {
  await synthesize(1000, 2000);
  expect(changes.needSynthesis([])).toBe(false);
});

test('a file that changes during the first synthesis comes from the command', async () => {
  await synthesize(1000, 2000);
  expect([changed('app.js', 1000), changed('app.js', 2000)]).toEqual([false, false]);
});

test('a file that changes during each synthesis comes from the command', async () => {
  await synthesize(1000, 2000);
  changed('app.js', 1500);
  changed('app.ts', 3000);
  await synthesize(4000, 5000);
  expect(changed('app.js', 4500)).toBe(false);
});

test('a file that a person changes during a synthesis needs another one', async () => {
  await synthesize(1000, 2000);
  changed('app.ts', 3000);
  await synthesize(4000, 5000);
  expect(changed('app.ts', 4500)).toBe(true);
});

test('changes during a synthesis cause one more, and changes during that one cause none', async () => {
  await synthesize(1000, 2000);
  changed('app.ts', 3000);
  await synthesize(4000, 5000);
  expect(changed('output-1.js', 4500)).toBe(true);
  await synthesize(6000, 7000);
  expect(changed('output-2.js', 6500)).toBe(false);
});

test('changes during and after a synthesis cause one more, and changes during that one another', async () => {
  await synthesize(1000, 2000);
  changed('app.ts', 3000);
  await synthesize(4000, 5000);
  expect(changes.needSynthesis([{ path: 'a.ts', changedAt: 4500 }, { path: 'b.ts', changedAt: 5500 }])).toBe(true);
  await synthesize(6000, 7000);
  expect(changed('b.ts', 6500)).toBe(true);
});

test('a late report of a change before the latest synthesis needs none', async () => {
  await synthesize(1000, 2000);
  changed('app.ts', 3000);
  await synthesize(4000, 5000);
  changed('app.ts', 5500);
  await synthesize(6000, 7000);
  expect(changed('other.ts', 4500)).toBe(false);
});
