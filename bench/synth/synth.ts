import type { SynthRun } from './measured-synth';
import { BenchFolder } from '../bench-folder';
import { runForked } from '../forked-script';
import { Spread, computeMedian, computeSpread } from '../statistics';

const SUBJECTS = ['persistent-chat', 'hand-written-l2', 'hand-written-l1', 'nodejs-function', 'solutions-construct'] as const;
const SCALES = [1, 10, 50] as const;
const SCALED = ['persistent-chat', 'hand-written-l2'] as const;

type Subject = (typeof SUBJECTS)[number];

export interface SynthResults {
  /** Of one backend, with the loading of everything, in milliseconds. */
  readonly oneBackend: Record<Subject, Spread>;
  /** Against the hand-written L2s. */
  readonly ratioToL2: number;
  /** After aws-cdk-lib and what the hand-written L2s need of it are loaded. */
  readonly libraryLoadMs: Spread;
  readonly scaled: readonly { readonly subject: Subject; readonly backends: number; readonly ms: Spread }[];
  /** What a further backend costs, from 1 to 50, against the L2s. */
  readonly slopeRatio: number;
  /** What a further backend costs from 10 to 50, against what it costs from 1 to 10: 1 when the cost is linear. */
  readonly growth: number;
  /** What the construct gives its function. */
  readonly functionMemoryMiB: number;
}

export async function measureSynths(folder: BenchFolder, rounds: number): Promise<SynthResults> {
  const scripts = bundleScripts(folder);
  const functionMemoryMiB = await requireSameResources(scripts);
  const runs = new Map<string, number[]>();
  const note = (name: string, value: number) => runs.set(name, [...runs.get(name) ?? [], value]);
  for (let round = 0; round < rounds; round += 1) {
    // In alternating order, so that no subject always follows the same one.
    const subjects = round % 2 === 0 ? SUBJECTS : [...SUBJECTS].reverse();
    for (const subject of subjects) note(`${subject} 1`, (await run<SynthRun>(scripts(subject), 1)).totalMs);
    for (const subject of SCALED) {
      for (const backends of SCALES.slice(1)) note(`${subject} ${backends}`, (await run<SynthRun>(scripts(subject), backends)).totalMs);
    }
    note('library', (await run<{ libraryMs: number }>(scripts('library-load'), 1)).libraryMs);
  }
  const of = (subject: Subject, backends = 1) => runs.get(`${subject} ${backends}`)!;
  const slope = (subject: Subject, from: number, to: number) => (computeMedian(of(subject, to)) - computeMedian(of(subject, from))) / (to - from);
  return {
    oneBackend: Object.fromEntries(SUBJECTS.map((subject) => [subject, computeSpread(of(subject))])) as SynthResults['oneBackend'],
    ratioToL2: computeMedian(of('persistent-chat').map((ms, round) => ms / of('hand-written-l2')[round])),
    libraryLoadMs: computeSpread(runs.get('library')!),
    scaled: SCALED.flatMap((subject) => SCALES.map((backends) => ({ subject, backends, ms: computeSpread(of(subject, backends)) }))),
    slopeRatio: slope('persistent-chat', 1, 50) / slope('hand-written-l2', 1, 50),
    growth: slope('persistent-chat', 10, 50) / slope('persistent-chat', 1, 10),
    functionMemoryMiB,
  };
}

function bundleScripts(folder: BenchFolder): (name: string) => { readonly cwd: string; readonly file: string } {
  folder.write('package-lock.json', '{}');
  const usualHandler = JSON.stringify(folder.copy('functions/usual.ts', 'usual.ts'));
  for (const name of [...SUBJECTS, 'library-load']) {
    folder.bundle(`synth/${name}`, `synth-${name}`, {
      packages: 'external', define: { USUAL_HANDLER: usualHandler }, banner: { js: 'globalThis.scriptStartedAt = performance.now();' },
    });
  }
  return (name) => ({ cwd: folder.path, file: `${folder.path}/synth-${name}/index.js` });
}

async function run<T>({ cwd, file }: { readonly cwd: string; readonly file: string }, backends: number): Promise<T> {
  return runForked<T>(file, [backends], { cwd, env: { ...process.env, CDK_VALIDATION: 'false' } });
}

/** @returns how much memory the construct gives its function */
async function requireSameResources(scripts: ReturnType<typeof bundleScripts>): Promise<number> {
  const [ours, ...others] = await Promise.all((['persistent-chat', 'hand-written-l2', 'hand-written-l1'] as const).map(async (name) => (
    run<SynthRun>(scripts(name), 1))));
  const listed = ({ resources }: SynthRun) => JSON.stringify(Object.entries(resources).sort());
  const different = others.find((other) => listed(other) !== listed(ours));
  if (different) throw new Error(`The hand-written stacks have to make what PersistentChat makes: ${listed(ours)}\nand not ${listed(different)}`);
  return ours.functionMemoryMiB;
}
