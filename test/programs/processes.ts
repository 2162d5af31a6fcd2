import { spawn } from 'node:child_process';

export interface Output {
  readonly exitCode: number | null;
  /** What it printed, on both streams. */
  readonly text: string;
}

/** Where a program runs: by default as this process does. */
export interface Surroundings {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

/** Runs a program to its end. */
export async function outputOf(program: string, args: readonly string[], surroundings: Surroundings = {}): Promise<Output> {
  const child = spawn(program, args, { ...surroundings, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, text: Buffer.concat(chunks).toString() }));
  });
}

/** As `outputOf`, of a program that has to succeed. */
export async function run(program: string, args: readonly string[], surroundings?: Surroundings): Promise<string> {
  const { exitCode, text } = await outputOf(program, args, surroundings);
  if (exitCode !== 0) throw new Error(`${program} ended with ${exitCode}:\n${text}`);
  return text;
}
