import { recordBuild } from './build-record';
import { bundle } from './bundle';
import { FOR_LAMBDA } from './sdk-for-lambda';

/** Bundles one handler, with the SDK, so that it runs the version that it was tested with. */
async function bundleLambda(name: string) {
  const folder = `assets/lambda/${name}.lambda`;
  const sources = await bundle(name, { entryPoints: [`lambda/${name}.lambda.ts`], outfile: `${folder}/index.js`, ...FOR_LAMBDA });
  recordBuild(folder, [...sources, 'projenrc/bundle-lambda.ts', 'projenrc/sdk-for-lambda.ts']);
}

void bundleLambda(process.argv[2]);
