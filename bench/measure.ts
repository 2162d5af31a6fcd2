import { statSync } from 'node:fs';
import { cpus } from 'node:os';
import { AwsStub } from './aws-stub';
import { BenchFolder } from './bench-folder';
import {
  ColdStarts, FULL_CPU_MIB, subtractEmpty, initMs, measureKilobytes, measureColdStarts, computeRatioAboveEmpty, untilFirstAnswerMs,
  untilFirstAnswerMsAfterFullInitAt, untilFirstAnswerMsAt,
} from './cold-start/cold-start';
import { measurePeakMemory } from './cold-start/peak-memory';
import { MemoryCost, computeCosts } from './cost';
import { FunctionName, listFunctionsUnderTest } from './functions-under-test';
import { Spread, computeMedian, computeSpread } from './statistics';
import { SynthResults, measureSynths } from './synth/synth';
import { WarmResults, measureWarmPath } from './warm/warm';
import { LocalIssuer } from '../local/aws/issuer/local-issuer';

const COLD_ROUNDS = 21;
const MEMORY_ROUNDS = 3;
const WARM_ROUNDS = 7;
const SYNTH_ROUNDS = 21;

/** A cold start, in milliseconds above the empty function's. */
export interface ColdStartRow {
  readonly init: Spread;
  readonly untilFirstAnswer: Spread;
  readonly untilFirstAnswerAtShare: Spread;
}

export interface Results {
  readonly machine: string;
  readonly memoryMiB: number;
  readonly kilobytes: Record<FunctionName, number>;
  readonly tarballKilobytes: number;
  readonly cold: {
    readonly functions: Record<FunctionName, ColdStartRow>;
    /** Until the empty function's first answer. */
    readonly emptyMs: number;
    readonly initRatio: number;
    readonly firstAnswerRatio: number;
    readonly firstAnswerRatioAtShare: number;
    readonly firstAnswerRatioAfterFullInit: number;
  };
  readonly memory: { readonly peakMiB: Record<string, number>; readonly ratio: number };
  readonly warm: WarmResults;
  readonly synth: SynthResults;
  readonly costs: readonly MemoryCost[];
}

export async function measure(report: (what: string) => void): Promise<Results> {
  const folder = new BenchFolder();
  const stub = await AwsStub.start();
  const issuer = await LocalIssuer.start();
  try {
    const functions = listFunctionsUnderTest(folder, stub, issuer);
    const names = Object.keys(functions) as FunctionName[];
    report(`cold starts of ${names.length} functions, ${COLD_ROUNDS} rounds`);
    const starts = await measureColdStarts(functions, COLD_ROUNDS);
    report('peak memory');
    const peakMiB = await measurePeakMemory({ 'usual': functions.usual, 'start-chat': functions['start-chat'] }, MEMORY_ROUNDS);
    report(`warm requests, ${WARM_ROUNDS} rounds`);
    const warm = await measureWarmPath(folder, functions['start-chat'], WARM_ROUNDS);
    report(`synth, ${SYNTH_ROUNDS} rounds`);
    const synth = await measureSynths(folder, SYNTH_ROUNDS);
    const cpuShare = Math.min(1, synth.functionMemoryMiB / FULL_CPU_MIB);
    return {
      machine: `${cpus().length} × ${cpus()[0].model.trim()}`,
      memoryMiB: synth.functionMemoryMiB,
      kilobytes: mapNames(names, (name) => measureKilobytes(functions[name])),
      tarballKilobytes: statSync(folder.tarball).size / 1000,
      cold: computeColdResults(starts, names, cpuShare),
      memory: { peakMiB, ratio: peakMiB['start-chat'] / peakMiB.usual },
      warm,
      synth,
      costs: computeCosts(starts['start-chat'], warm.cpuMsPerRequest),
    };
  } finally {
    await stub.close();
    await issuer.close();
    folder.remove();
  }
}

function computeColdResults(starts: ColdStarts, names: FunctionName[], cpuShare: number): Results['cold'] {
  const atShare = untilFirstAnswerMsAt(cpuShare);
  return {
    functions: mapNames(names, (name) => ({
      init: computeSpread(subtractEmpty(starts, name, initMs)),
      untilFirstAnswer: computeSpread(subtractEmpty(starts, name, untilFirstAnswerMs)),
      untilFirstAnswerAtShare: computeSpread(subtractEmpty(starts, name, atShare)),
    })),
    emptyMs: computeMedian(starts.empty.map(untilFirstAnswerMs)),
    initRatio: computeRatioAboveEmpty(starts, 'start-chat', 'usual', initMs),
    firstAnswerRatio: computeRatioAboveEmpty(starts, 'start-chat', 'usual', untilFirstAnswerMs),
    firstAnswerRatioAtShare: computeRatioAboveEmpty(starts, 'start-chat', 'usual', atShare),
    firstAnswerRatioAfterFullInit: computeRatioAboveEmpty(starts, 'start-chat', 'usual', untilFirstAnswerMsAfterFullInitAt(cpuShare)),
  };
}

function mapNames<T>(names: FunctionName[], of: (name: FunctionName) => T): Record<FunctionName, T> {
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Record<FunctionName, T>;
}
