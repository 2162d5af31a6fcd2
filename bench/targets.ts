import type { Results } from './measure';

/** What the library promises about its speed and size. Ratios are against baselines of the same run. */
export interface Target {
  readonly what: string;
  readonly limit: number;
  /** A better value, which is hard to reach. */
  readonly stretchGoal?: number;
  readonly atLeast?: boolean;
  readonly unit?: string;
  readonly reached: (results: Results) => number;
}

// Slopes of the same stack differ by this much from one run to the next.
const SLOPE_SCATTER = 0.05;

export const TARGETS: readonly Target[] = [
  { what: 'INIT above an empty handler, start-chat against the usual', limit: 0.35, stretchGoal: 0.15, reached: ({ cold }) => cold.initRatio },
  { what: 'INIT and first call above an empty handler, start-chat against the usual, full CPU', limit: 0.5, stretchGoal: 0.3, reached: ({ cold }) => cold.firstAnswerRatio },
  { what: 'the same at the CPU share of the function\'s memory', limit: 0.5, stretchGoal: 0.3, reached: ({ cold }) => cold.firstAnswerRatioAtShare },
  { what: 'start-chat bundle', limit: 200, stretchGoal: 80, unit: 'kB', reached: ({ kilobytes }) => kilobytes['start-chat'] },
  { what: 'peak memory after 1,000 requests, start-chat against the usual', limit: 0.75, stretchGoal: 0.65, reached: ({ memory }) => memory.ratio },
  { what: 'warm requests per second, one at a time, against a client.send loop', limit: 0.9, stretchGoal: 1, atLeast: true, reached: ({ warm }) => warm.perSecondRatio[1] },
  { what: 'warm requests per second, 16 at once, against a client.send loop', limit: 0.9, stretchGoal: 1, atLeast: true, reached: ({ warm }) => warm.perSecondRatio[16] },
  { what: 'the handler\'s own CPU for a request', limit: 0.3, stretchGoal: 0.1, unit: 'ms', reached: ({ warm }) => warm.ownCpuMs },
  { what: 'synth of one PersistentChat, against hand-written L2s', limit: 1.1, stretchGoal: 1, reached: ({ synth }) => synth.ratioToL2 },
  { what: 'loading the library, aws-cdk-lib being loaded', limit: 25, stretchGoal: 10, unit: 'ms', reached: ({ synth }) => synth.libraryLoadMs.median },
  { what: 'cost of a further construct at synth, 1 to 50, against the L2s', limit: 1 + SLOPE_SCATTER, reached: ({ synth }) => synth.slopeRatio },
  { what: 'cost of a further construct, 10 to 50 against 1 to 10', limit: 1 + SLOPE_SCATTER, reached: ({ synth }) => synth.growth },
  { what: 'packed tarball', limit: 400, stretchGoal: 200, unit: 'kB', reached: ({ tarballKilobytes }) => tarballKilobytes },
];

export function isMet({ limit, atLeast, reached }: Target, results: Results): boolean {
  return atLeast ? reached(results) >= limit : reached(results) <= limit;
}
