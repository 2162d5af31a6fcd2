import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 5;

/** Waits for something that tells nobody when it happens. */
export async function until(happened: () => boolean | Promise<boolean>): Promise<void> {
  while (!await happened()) await pause(POLL_MS);
}
