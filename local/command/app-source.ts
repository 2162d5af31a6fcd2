import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Closable } from '../app/started-parts';

/** A cloud assembly on disk. */
export interface Assembly extends Closable {
  readonly folder: string;
}

/** Where the app's cloud assembly comes from. */
export interface AppSource {
  /** The folder that holds what the assembly depends on. */
  readonly watched: string;
  synthesize(): Promise<Assembly>;
}

interface CdkJson {
  readonly app?: string;
  readonly context?: Record<string, unknown>;
}

/**
 * @param app as the CDK's own `--app`: a command, or a folder that `cdk synth` wrote; absent for that of `cdk.json`
 * @throws Error with what to write instead
 */
export function findAppSource(app: string | undefined, folder: string): AppSource {
  const cdkJson = readCdkJson(folder);
  const named = app ?? cdkJson.app;
  if (!named) throw new Error('There is no app: name one with --app "COMMAND" or --app FOLDER, or run this where cdk.json is');
  const path = resolve(folder, named);
  return existsSync(path) ? readFromFolder(path) : synthesizeByCommand(named, folder, cdkJson.context ?? {});
}

function readFromFolder(folder: string): AppSource {
  if (!existsSync(join(folder, 'manifest.json'))) throw new Error(`${folder} is not a folder that cdk synth wrote: it has no manifest.json`);
  return { watched: folder, synthesize: async () => ({ folder, close: async () => undefined }) };
}

function synthesizeByCommand(commandLine: string, folder: string, context: Record<string, unknown>): AppSource {
  return {
    watched: folder,
    synthesize: async () => {
      const assembly = await mkdtemp(join(tmpdir(), 'cdk.out-'));
      const close = () => rm(assembly, { recursive: true, force: true });
      const child = spawn(commandLine, {
        cwd: folder,
        env: { ...process.env, CDK_OUTDIR: assembly, CDK_CONTEXT_JSON: JSON.stringify(context) },
        shell: true,
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const [exitCode] = await once(child, 'exit') as [number | null];
      if (exitCode === 0 && existsSync(join(assembly, 'manifest.json'))) return { folder: assembly, close };
      await close();
      throw new Error(exitCode === 0 ? `${commandLine} synthesized no app` : `${commandLine} failed with exit status ${exitCode}`);
    },
  };
}

function readCdkJson(folder: string): CdkJson {
  const path = join(folder, 'cdk.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) as CdkJson : {};
}
