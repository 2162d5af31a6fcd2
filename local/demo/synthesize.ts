import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROJECT = join(__dirname, '..', '..');

export interface SynthesizedApp {
  /** The folder of the cloud assembly. */
  readonly assembly: string;
  /** Removes the folder. */
  close(): Promise<void>;
}

/** Synthesizes a CDK app of this project into a temporary folder, in a child process as `cdk synth` does. */
export async function synthesize(app: string, context: Record<string, string> = {}): Promise<SynthesizedApp> {
  const assembly = await mkdtemp(join(tmpdir(), 'persistent-chat-'));
  const close = () => rm(assembly, { recursive: true, force: true });
  const child = spawn(process.execPath, [require.resolve('tsx/cli'), '--tsconfig', 'tsconfig.dev.json', app], {
    cwd: PROJECT,
    env: { ...process.env, CDK_OUTDIR: assembly, CDK_CONTEXT_JSON: JSON.stringify(context) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [exitCode] = await once(child, 'exit');
  if (exitCode !== 0) {
    await close();
    throw new Error(`Cannot synthesize ${app}`);
  }
  return { assembly, close };
}
