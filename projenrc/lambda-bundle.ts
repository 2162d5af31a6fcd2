import { awscdk } from 'projen';

/**
 * Bundles `lambda/<name>.lambda.ts` into `assets/lambda/<name>.lambda/` and generates its function construct in `src/private/functions/`.
 * projen's own bundling calls esbuild's command, which accepts no plugins.
 */
export function addLambdaBundle(project: awscdk.AwsCdkConstructLibrary, name: string) {
  new awscdk.LambdaFunction(project, {
    entrypoint: `lambda/${name}.lambda.ts`,
    constructFile: `src/private/functions/${name}-function.ts`,
    cdkDeps: project.cdkDeps,
    runtime: awscdk.LambdaRuntime.NODEJS_24_X,
    awsSdkConnectionReuse: false,
    bundlingOptions: { watchTask: false },
  });
  project.tasks.tryFind(`bundle:lambda/${name}.lambda`)!.reset(`tsx projenrc/bundle-lambda.ts ${name}`);
}
