import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLE_METADATA, findPackageFolder } from './bundle-metadata';

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly folder: string;
}

/** Finds the packages whose code is in the bundles, as esbuild reports it. */
export function findBundledPackages(): BundledPackage[] {
  if (!existsSync(BUNDLE_METADATA)) throw new Error('Run `npx projen bundle` first.');
  const reports = readdirSync(BUNDLE_METADATA).filter((name) => name.endsWith('.json')).map((name) => JSON.parse(readFileSync(join(BUNDLE_METADATA, name), 'utf8')) as {
    outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>;
  });
  const inputs = reports.flatMap(({ outputs }) => Object.values(outputs)).flatMap((output) => Object.entries(output.inputs));
  const folders = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => findPackageFolder(path));
  return [...new Set(folders)].filter((folder): folder is string => folder !== undefined).map(readPackage)
    .sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
}

function readPackage(folder: string): BundledPackage {
  return { ...JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Omit<BundledPackage, 'folder'>, folder };
}
