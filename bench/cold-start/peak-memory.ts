import { FunctionProcess, FunctionUnderTest } from './function-process';
import { computeMedian } from '../statistics';

const REQUESTS = 1000;

/** The most memory that a process has held after 1,000 requests, in MiB, as the median of some processes. */
export async function measurePeakMemory(functions: Record<string, FunctionUnderTest>, rounds: number): Promise<Record<string, number>> {
  const peaks: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, subject] of Object.entries(functions)) {
      const { functionProcess } = await FunctionProcess.start(subject);
      for (let request = 0; request < REQUESTS; request += 1) await functionProcess.invoke();
      (peaks[name] ??= []).push(functionProcess.peakMiB);
      await functionProcess.end();
    }
  }
  return Object.fromEntries(Object.entries(peaks).map(([name, values]) => [name, computeMedian(values)]));
}
