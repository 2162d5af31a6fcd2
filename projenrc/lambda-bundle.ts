import { awscdk, javascript } from 'projen';
import { metafileOf } from './bundle-metadata';

// `bundlingOptions` is declared with fewer options than the bundler takes.
const BUNDLING: Partial<javascript.AddBundleOptions> = {
  externals: [],
  minify: true,
  mainFields: ['module', 'main'],
};
// The SDK's chain of credential providers is a quarter of the bundle, and Lambda needs none of it.
const OWN_CREDENTIALS = { '--alias:@aws-sdk/credential-provider-node': './lambda/start-chat/lambda-credentials.ts' };

/**
 * Bundles `lambda/<name>.lambda.ts` into `assets/<name>/` and generates its function construct in `src/private/`.
 *
 * The SDK is bundled so that the handler runs the version that it was tested with, and from its ES modules, which
 * esbuild can tree-shake.
 */
export function addLambdaBundle(project: awscdk.AwsCdkConstructLibrary, name: string) {
  new awscdk.LambdaFunction(project, {
    entrypoint: `lambda/${name}.lambda.ts`,
    constructFile: `src/private/${name}-function.ts`,
    cdkDeps: project.cdkDeps,
    runtime: awscdk.LambdaRuntime.NODEJS_24_X,
    awsSdkConnectionReuse: false,
    bundlingOptions: { ...BUNDLING, esbuildArgs: { ...OWN_CREDENTIALS, '--metafile': metafileOf(name) } } as typeof BUNDLING,
  });
}
