import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BUNDLE_METADATA } from './bundle-metadata';

const ROOT = dirname(__dirname);

interface BuildRecord {
  /** Files and folders, from the project's folder. */
  readonly sources: readonly string[];
  readonly hash: string;
}

/** Records what a bundle or the library was built from, so that a test can tell whether the sources have changed since. */
export function recordBuild(built: string, sources: readonly string[]) {
  const record: BuildRecord = { sources: [...new Set(sources)].sort(), hash: hashSources(sources) };
  mkdirSync(dirname(locateRecord(built)), { recursive: true });
  writeFileSync(locateRecord(built), JSON.stringify(record, undefined, 1));
}

/** Whether this file or folder exists and was built from the sources as they are now. */
export function isBuiltFromSources(built: string): boolean {
  if (!existsSync(join(ROOT, built)) || !existsSync(locateRecord(built))) return false;
  const { sources, hash } = JSON.parse(readFileSync(locateRecord(built), 'utf8')) as BuildRecord;
  return hashSources(sources) === hash;
}

function locateRecord(built: string): string {
  return join(ROOT, BUNDLE_METADATA, 'sources', `${built}.json`);
}

function hashSources(sources: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of [...new Set(sources)].sort().flatMap(listFiles)) {
    const path = join(ROOT, file);
    hash.update(`${file}\0`).update(existsSync(path) ? readFileSync(path) : 'missing').update('\0');
  }
  return hash.digest('hex');
}

function listFiles(source: string): string[] {
  const path = join(ROOT, source);
  if (!existsSync(path) || statSync(path).isFile()) return [source];
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).sort()
    .map((name) => join(source, name)).filter((file) => statSync(join(ROOT, file)).isFile());
}
