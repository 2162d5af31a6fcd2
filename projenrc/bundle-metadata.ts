/** Where esbuild reports what went into each bundle. Read by third-party-licenses.ts; neither committed nor shipped. */
export const BUNDLE_METADATA = '.bundles';

/** The file for one bundle. */
export function metafileOf(bundle: string): string {
  return `${BUNDLE_METADATA}/${bundle}.json`;
}
