import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Closable } from '../app/started-parts';

/** A cloud assembly in a folder. */
export interface Assembly extends Closable {
  readonly folder: string;
}

/** How to get the app's cloud assembly. */
export interface AppSource {
  /** When files in this folder change, the assembly may change. */
  readonly watched: string;
  synthesize(): Promise<Assembly>;
}

interface CdkJson {
  readonly app?: string;
  readonly context?: Record<string, unknown>;
}

/**
 * @param app a command or a folder that `cdk synth` wrote, as for the CDK CLI's `--app`. @default - `app` in `cdk.json`
 * @throws Error that says which option to use
 */
export function findAppSource(app: string | undefined, folder: string): AppSource {
  const cdkJson = readCdkJson(folder);
  const named = app ?? cdkJson.app;
  if (!named) throw new Error('No app was found. Name one with --app "COMMAND" or --app FOLDER, or run this command in the folder of cdk.json.');
  const path = resolve(folder, named);
  return existsSync(path) ? createFolderSource(path) : createCommandSource(named, folder, cdkJson.context ?? {});
}

function createFolderSource(folder: string): AppSource {
  if (!existsSync(join(folder, 'manifest.json'))) throw new Error(`--app must be a command or a folder that cdk synth wrote; ${folder} has no manifest.json`);
  return { watched: folder, synthesize: async () => ({ folder, close: async () => undefined }) };
}

function createCommandSource(commandLine: string, folder: string, context: Record<string, unknown>): AppSource {
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
      throw new Error(exitCode === 0 ? `The command ${commandLine} wrote no cloud assembly. Does it call app.synth()?` : `The command ${commandLine} failed with exit status ${exitCode}`);
    },
  };
}

function readCdkJson(folder: string): CdkJson {
  const path = join(folder, 'cdk.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) as CdkJson : {};
}
