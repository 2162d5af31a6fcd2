/** Where esbuild reports what went into each bundle. Neither committed nor shipped. */
export const BUNDLE_METADATA = '.bundles';

/** The file for one bundle. */
export function locateMetafile(bundle: string): string {
  return `${BUNDLE_METADATA}/${bundle}.json`;
}

/** The folder of the npm package that a file belongs to, if any. */
export function findPackageFolder(path: string): string | undefined {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}
