import { mkdirSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { BUNDLE_METADATA, metafileOf } from './bundle-metadata';
import { sdkForLambda } from './sdk-for-lambda';

/**
 * Bundles one handler. The SDK is bundled so that the handler runs the version that it was tested with, and from its ES
 * modules, which esbuild can tree-shake.
 */
async function bundleLambda(name: string) {
  const { metafile } = await build({
    entryPoints: [`lambda/${name}.lambda.ts`],
    outfile: `assets/lambda/${name}.lambda/index.js`,
    bundle: true,
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    metafile: true,
    tsconfig: 'tsconfig.dev.json',
    // The SDK's chain of credential providers is a quarter of the bundle, and Lambda needs none of it.
    alias: { '@aws-sdk/credential-provider-node': './lambda/start-chat/lambda-credentials.ts' },
    plugins: [sdkForLambda],
  });
  mkdirSync(BUNDLE_METADATA, { recursive: true });
  writeFileSync(metafileOf(name), JSON.stringify(metafile));
}

void bundleLambda(process.argv[2]);
