import { join } from 'node:path';
import type { LoopRun } from './request-loop';
import type { BenchFolder } from '../bench-folder';
import type { FunctionUnderTest } from '../cold-start/function-process';
import { runForked } from '../forked-script';
import { Spread, computeMedian, computeSpread } from '../statistics';

const REQUESTS = 1600;
const SUBJECTS = ['start-chat', 'raw send', 'raw send by own client'] as const;
const AT_ONCE = [1, 16] as const;

export interface WarmResults {
  /** Against a loop of the SDK's `client.send`, by how many requests run at once. */
  readonly perSecondRatio: Record<(typeof AT_ONCE)[number], number>;
  readonly perSecond: Record<string, Spread>;
  readonly cpuMsPerRequest: number;
  /** What the handler takes beside the call of its client. */
  readonly ownCpuMs: number;
}

export async function measureWarmPath(folder: BenchFolder, startChat: FunctionUnderTest, rounds: number): Promise<WarmResults> {
  const loop = join(folder.bundle('warm/request-loop.ts', 'request-loop', {}), 'index.js');
  const options = { minify: true, mainFields: ['module', 'main'] };
  const codeDirs: Record<(typeof SUBJECTS)[number], string> = {
    'start-chat': startChat.codeDir,
    'raw send': folder.bundle('functions/raw-send.ts', 'raw-send', options),
    'raw send by own client': folder.bundle('functions/raw-send-by-own-client.ts', 'raw-send-by-own-client', options),
  };
  const runs = new Map<string, LoopRun[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const atOnce of AT_ONCE) {
      for (const subject of SUBJECTS) {
        const name = `${subject} ${atOnce}`;
        const run = await runForked<LoopRun>(loop, [join(codeDirs[subject], 'index.js'), REQUESTS, atOnce], { env: startChat.environment });
        runs.set(name, [...runs.get(name) ?? [], run]);
      }
    }
  }
  const each = (subject: (typeof SUBJECTS)[number], atOnce: number) => runs.get(`${subject} ${atOnce}`)!;
  const ratio = (atOnce: number) => computeMedian(each('start-chat', atOnce).map(({ perSecond }, round) => perSecond / each('raw send', atOnce)[round].perSecond));
  return {
    perSecondRatio: { 1: ratio(1), 16: ratio(16) },
    perSecond: Object.fromEntries([...runs].map(([name, of]) => [name, computeSpread(of.map(({ perSecond }) => perSecond))])),
    cpuMsPerRequest: computeMedian(each('start-chat', 1).map(({ cpuMsPerRequest }) => cpuMsPerRequest)),
    ownCpuMs: computeMedian(each('start-chat', 1).map(({ cpuMsPerRequest }, round) => (
      cpuMsPerRequest - each('raw send by own client', 1)[round].cpuMsPerRequest))),
  };
}
