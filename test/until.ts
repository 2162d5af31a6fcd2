import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 5;

/** Waits, by polling, for something that sends no event. */
export async function until(happened: () => boolean | Promise<boolean>): Promise<void> {
  while (!await happened()) await pause(POLL_MS);
}
