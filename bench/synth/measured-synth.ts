import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';

/** What one process took to synthesize its stacks. */
export interface SynthRun {
  /** From the start of the script until everything was loaded, and until everything was written. */
  readonly loadMs: number;
  readonly totalMs: number;
  /** How many resources of each type a stack has. */
  readonly resources: Record<string, number>;
  readonly functionMemoryMiB: number;
}

interface Template {
  readonly Resources: Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }>;
}

declare global {
  // Set by the first line of the bundled script, before anything is loaded.
  var scriptStartedAt: number;
}

/** Synthesizes as many stacks as the command line says, one backend in each, and reports over IPC. */
export function measureSynth(makeBackend: (stack: Stack) => void): void {
  const loadMs = performance.now() - scriptStartedAt;
  const outdir = mkdtempSync(join(process.cwd(), 'cdk.out-'));
  const app = new App({ outdir, analyticsReporting: false });
  for (let number = 1; number <= Number(process.argv[2]); number += 1) makeBackend(new Stack(app, `Stack${number}`));
  app.synth();
  const totalMs = performance.now() - scriptStartedAt;
  const { Resources } = JSON.parse(readFileSync(join(outdir, 'Stack1.template.json'), 'utf8')) as Template;
  rmSync(outdir, { recursive: true });
  process.send!({ loadMs, totalMs, resources: countTypes(Resources), functionMemoryMiB: readFunctionMemory(Resources) } satisfies SynthRun);
}

function countTypes(resources: Template['Resources']): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { Type } of Object.values(resources)) counts[Type] = (counts[Type] ?? 0) + 1;
  return counts;
}

function readFunctionMemory(resources: Template['Resources']): number {
  const startChat = Object.values(resources).find(({ Type }) => Type === 'AWS::Lambda::Function');
  return Number(startChat?.Properties.MemorySize ?? 128);
}
