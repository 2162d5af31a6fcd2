import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { synthesize } from '../local/demo/synthesize';

const PROJECT = join(__dirname, '..');
/** The files and folders that an assembly is made from. */
const SOURCES = ['src', 'examples', 'assets/lambda', 'local/demo/synthesize.ts', 'tsconfig.json', 'tsconfig.dev.json', 'package-lock.json'];
const CACHE = join(PROJECT, 'node_modules/.cache/synthesized-examples');
const POLL_MS = 50;

let folder: string | undefined;

/**
 * The cloud assembly of an example, to be read only. The first test that asks for it synthesizes it for the tests of all workers,
 * and it stays until something that it is made from changes.
 */
export async function synthesizedExample(name: string): Promise<string> {
  folder ??= folderForSources();
  const assembly = join(folder, name);
  while (!existsSync(assembly)) {
    if (!takeLock(`${assembly}.lock`)) await pause(POLL_MS);
    else await synthesizeInto(assembly, name).finally(() => rmSync(`${assembly}.lock`));
  }
  return assembly;
}

async function synthesizeInto(assembly: string, name: string): Promise<void> {
  const unfinished = `${assembly}.unfinished`;
  const app = await synthesize(`examples/${name}/app.ts`);
  cpSync(app.assembly, unfinished, { recursive: true });
  await app.close();
  renameSync(unfinished, assembly);
}

function takeLock(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (isAbandoned(path)) rmSync(path, { force: true });
    return false;
  }
}

function isAbandoned(lock: string): boolean {
  try {
    return !process.kill(Number(readFileSync(lock, 'utf8')), 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** A folder for assemblies of the present sources and of this version of Node. Folders of earlier sources are removed. */
function folderForSources(): string {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap((source) => filesIn(join(PROJECT, source)))) hash.update(`${path}\0`).update(readFileSync(path)).update('\0');
  const current = `${process.version}-${hash.digest('hex')}`;
  mkdirSync(join(CACHE, current), { recursive: true });
  const outdated = readdirSync(CACHE).filter((name) => name.startsWith(process.version) && name !== current);
  for (const name of outdated) rmSync(join(CACHE, name), { recursive: true, force: true });
  return join(CACHE, current);
}

function filesIn(path: string): string[] {
  return statSync(path).isDirectory() ? readdirSync(path).sort().flatMap((name) => filesIn(join(path, name))) : [path];
}
