// Loaded into an execution environment before the function: its clock is what a file says, and its pauses are calls that a test holds.
import { readFileSync } from 'node:fs';
import { realNow, timersPromises } from '../clock/preload-timers';

Date.now = () => realNow() + Number(readFileSync(process.env.CLOCK_FILE!, 'utf8'));

timersPromises.setTimeout = async () => {
  await fetch(process.env.PAUSE_URL!).catch(() => undefined);
};
