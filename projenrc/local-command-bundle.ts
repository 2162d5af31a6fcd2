import type { awscdk } from 'projen';

/** The folder of the package that holds the local command. */
export const LOCAL_COMMAND = 'assets/local';

/** Bundles `local/command/cli.ts`, so that the package can ship it as a command without runtime dependencies. */
export function addLocalCommandBundle(project: awscdk.AwsCdkConstructLibrary) {
  const bundle = project.addTask('bundle:local', {
    description: `Bundle the local command into ${LOCAL_COMMAND}`,
    exec: 'tsx projenrc/bundle-local.ts',
  });
  project.tasks.tryFind('bundle')!.spawn(bundle);
  project.package.addBin({ [project.name]: `${LOCAL_COMMAND}/cli.js` });
  project.addTask('local', {
    description: 'Run the PersistentChat of any CDK app on this machine',
    steps: [{ spawn: bundle.name }, { exec: `node ${LOCAL_COMMAND}/cli.js local`, receiveArgs: true }],
  });
}
