import { mkdirSync, writeFileSync } from 'node:fs';
import { type BuildOptions, build } from 'esbuild';
import { BUNDLE_METADATA, locateMetafile, findPackageFolder } from './bundle-metadata';

/** What every bundle is made with. */
const BUNDLER = ['projenrc/bundle.ts', 'tsconfig.json', 'tsconfig.dev.json', 'node_modules/esbuild/package.json'];

/** Bundles one file, reports what went into the bundle, and returns all that the bundle depends on: of npm packages their `package.json`. */
export async function bundle(name: string, options: BuildOptions): Promise<string[]> {
  const { metafile } = await build({ bundle: true, minify: true, logLevel: 'warning', metafile: true, ...options });
  mkdirSync(BUNDLE_METADATA, { recursive: true });
  writeFileSync(locateMetafile(name), JSON.stringify(metafile));
  const inputs = Object.keys(metafile!.inputs).map((path) => {
    const folder = findPackageFolder(path);
    return folder === undefined ? path : `${folder}/package.json`;
  });
  return [...BUNDLER, ...inputs];
}
