import { mkdirSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { BUNDLE_METADATA, metafileOf } from './bundle-metadata';
import { FOR_LAMBDA } from './sdk-for-lambda';

/** Bundles one handler, with the SDK, so that it runs the version that it was tested with. */
async function bundleLambda(name: string) {
  const { metafile } = await build({
    entryPoints: [`lambda/${name}.lambda.ts`],
    outfile: `assets/lambda/${name}.lambda/index.js`,
    metafile: true,
    ...FOR_LAMBDA,
  });
  mkdirSync(BUNDLE_METADATA, { recursive: true });
  writeFileSync(metafileOf(name), JSON.stringify(metafile));
}

void bundleLambda(process.argv[2]);
