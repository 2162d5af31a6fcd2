import { statSync } from 'node:fs';
import { join } from 'node:path';
import { FunctionProcess, FunctionUnderTest, Phase } from './function-process';
import type { FunctionName } from '../functions-under-test';
import { computeMedian } from '../statistics';

/** How much of a CPU a function has that is given less memory: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
export const FULL_CPU_MIB = 1769;

export interface ColdStart {
  readonly init: Phase;
  readonly firstCall: Phase;
}

/** By function, one for each round. */
export type ColdStarts = Record<FunctionName, readonly ColdStart[]>;

/** Cold starts in turns, so that whatever else the machine does hits all functions alike. */
export async function measureColdStarts(functions: Record<FunctionName, FunctionUnderTest>, rounds: number): Promise<ColdStarts> {
  const names = Object.keys(functions) as FunctionName[];
  const starts = Object.fromEntries(names.map((name) => [name, [] as ColdStart[]])) as Record<FunctionName, ColdStart[]>;
  // The first round fills the disk's caches.
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const { functionProcess, init } = await FunctionProcess.start(functions[name]);
      const firstCall = await functionProcess.invoke();
      await functionProcess.end();
      if (round > 0) starts[name].push({ init, firstCall });
    }
  }
  return starts;
}

/** How long a phase takes with a share of a CPU: what it computes takes longer, what it waits for does not. */
export function computeMilliseconds({ wallMs, cpuMs }: Phase, cpuShare: number): number {
  return Math.max(0, wallMs - cpuMs) + cpuMs / cpuShare;
}

export type Measure = (start: ColdStart) => number;

export const initMs: Measure = ({ init }) => init.wallMs;
export const untilFirstAnswerMs: Measure = ({ init, firstCall }) => init.wallMs + firstCall.wallMs;
export const untilFirstAnswerMsAt = (cpuShare: number): Measure => ({ init, firstCall }) => (
  computeMilliseconds(init, cpuShare) + computeMilliseconds(firstCall, cpuShare));
/** AWS does not say how much CPU INIT gets. This is the first answer when that is all of one. */
export const untilFirstAnswerMsAfterFullInitAt = (cpuShare: number): Measure => ({ init, firstCall }) => (
  init.wallMs + computeMilliseconds(firstCall, cpuShare));

/** What a function takes more than the empty one of the same round. */
export function subtractEmpty(starts: ColdStarts, name: FunctionName, measure: Measure): readonly number[] {
  return starts[name].map((start, round) => measure(start) - measure(starts.empty[round]));
}

export function computeRatioAboveEmpty(starts: ColdStarts, name: FunctionName, baseline: FunctionName, measure: Measure): number {
  return computeMedian(subtractEmpty(starts, name, measure)) / computeMedian(subtractEmpty(starts, baseline, measure));
}

export function measureKilobytes({ codeDir }: FunctionUnderTest): number {
  return statSync(join(codeDir, 'index.js')).size / 1000;
}
