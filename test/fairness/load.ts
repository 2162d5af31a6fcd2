import { setTimeout as pause } from 'node:timers/promises';

/** Sends one request. @returns the status of its answer */
export type Send = (index: number) => Promise<number>;

/** Who sends how often, in a span of the measurement. */
export interface Sender {
  readonly perSecond: number;
  readonly send: Send;
}

/** What one sender got: all requests of the span that is measured, and those that were answered. */
export interface Share {
  readonly asked: number;
  readonly answered: number;
  /** How many were really sent. */
  readonly perSecond: number;
}

/** As many connections as a browser or a program opens, and as this machine has processes for. */
const MOST_AT_ONCE = 12;

/** Sends at a steady rate, unless too many answers are awaited, and counts from `fromSecond` on. */
export async function sendSteadily({ perSecond, send }: Sender, seconds: number, fromSecond: number): Promise<Share> {
  const begun = Date.now();
  const statuses: number[] = [];
  const running = new Set<Promise<void>>();
  for (let i = 0; Date.now() < begun + seconds * 1000; i += 1) {
    await pause(Math.max(0, begun + (i * 1000) / perSecond - Date.now()));
    while (running.size >= MOST_AT_ONCE) await Promise.race(running);
    const isCounted = Date.now() >= begun + fromSecond * 1000;
    const sent: Promise<void> = send(i).catch(() => 0).then((status) => {
      running.delete(sent);
      if (isCounted) statuses.push(status);
    });
    running.add(sent);
  }
  await Promise.all(running);
  const answered = statuses.filter((status) => status === 200).length;
  return { asked: statuses.length, answered, perSecond: statuses.length / (seconds - fromSecond) };
}

export function formatShare({ asked, answered, perSecond }: Share): string {
  return `${answered} of ${asked} answered (${Math.round((100 * answered) / asked)} %), at ${perSecond.toFixed(1)} a second`;
}
