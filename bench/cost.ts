import { ColdStart, FULL_CPU_MIB, computeMilliseconds, untilFirstAnswerMsAt } from './cold-start/cold-start';
import { computeMedian } from './statistics';

const MEMORY_MIB = [128, 256, 512, 1024, FULL_CPU_MIB] as const;
/** Per GB-second on arm64, and per request, in us-east-1, in November 2026: https://aws.amazon.com/lambda/pricing/ */
const DOLLARS_PER_GB_SECOND = 0.0000133334;
const DOLLARS_PER_REQUEST = 0.0000002;

/** Assumed, not measured: how long Connect takes to answer, and how many of the starts are cold. */
export const ASSUMED_CONNECT_MS = 150;
export const ASSUMED_COLD_SHARE = 0.1;

export interface MemoryCost {
  readonly memoryMiB: number;
  readonly coldMs: number;
  readonly warmMs: number;
  readonly dollarsPerMillion: number;
}

/** What a million starts cost, and how long one takes inside the function, by the memory that the function is given. */
export function computeCosts(starts: readonly ColdStart[], warmCpuMs: number): readonly MemoryCost[] {
  return MEMORY_MIB.map((memoryMiB) => {
    const cpuShare = memoryMiB / FULL_CPU_MIB;
    const coldMs = ASSUMED_CONNECT_MS + computeMedian(starts.map(untilFirstAnswerMsAt(cpuShare)));
    const warmMs = ASSUMED_CONNECT_MS + computeMilliseconds({ wallMs: warmCpuMs, cpuMs: warmCpuMs }, cpuShare);
    const milliseconds = coldMs * ASSUMED_COLD_SHARE + warmMs * (1 - ASSUMED_COLD_SHARE);
    const dollars = milliseconds / 1000 * memoryMiB / 1024 * DOLLARS_PER_GB_SECOND + DOLLARS_PER_REQUEST;
    return { memoryMiB, coldMs, warmMs, dollarsPerMillion: dollars * 1_000_000 };
  });
}
