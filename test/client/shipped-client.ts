import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { FetchEntry, MainEntry, TranscriptEntry } from './client-types';

interface EntryPoints {
  readonly index: typeof MainEntry;
  readonly fetch: typeof FetchEntry;
  readonly transcript: typeof TranscriptEntry;
}

/** The folder that the package ships. */
export const CLIENT_DIST = join(__dirname, '../../client/dist');

/** An entry point of the client as it is shipped. Jest cannot load ES modules. */
export function loadClient<T extends keyof EntryPoints>(entryPoint: T): EntryPoints[T] {
  const { outputFiles } = buildSync({ entryPoints: [join(CLIENT_DIST, `${entryPoint}.js`)], bundle: true, format: 'cjs', write: false });
  const module = { exports: {} };
  new Function('module', outputFiles[0].text)(module);
  return module.exports as EntryPoints[T];
}
