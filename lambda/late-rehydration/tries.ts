/** Seconds after the start of the chat at which Amazon Connect is asked. Most transcripts are written within the first four. */
const TRIES_AT = [30, 45, 60, 75, 105, 150, 210, 300, 420, 600, 900];

/** How long to wait for the first try, in seconds. */
export const [FIRST_DELAY] = TRIES_AT;

/**
 * How long to wait for the next try, in seconds. Undefined after the last one. No clock is read: each try waits for the one
 * before it.
 *
 * @param tries how many there have been
 */
export function findNextDelay(tries: number): number | undefined {
  return tries < TRIES_AT.length ? TRIES_AT[tries] - TRIES_AT[tries - 1] : undefined;
}
