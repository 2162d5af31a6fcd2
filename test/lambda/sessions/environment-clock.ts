// Loaded into an execution environment before the function: its clock is what a file says, and its pauses are calls that a test holds.
// Node 24 runs it as it is, by type stripping.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const realNow = Date.now;
const timers = createRequire(process.cwd() + '/')('node:timers/promises') as { setTimeout: unknown };

Date.now = () => realNow() + Number(readFileSync(process.env.CLOCK_FILE!, 'utf8'));

timers.setTimeout = async () => {
  await fetch(process.env.PAUSE_URL!).catch(() => undefined);
};
