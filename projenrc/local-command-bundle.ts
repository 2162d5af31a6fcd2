import type { awscdk } from 'projen';
import { metafileOf } from './bundle-metadata';

const FOLDER = 'assets/local';

/**
 * Bundles `local/command/cli.ts` into `assets/local/`, so that the package can ship it as a command without runtime dependencies,
 * with what it needs on disk beside it: the function's bootstrap and the agents' page.
 */
export function addLocalCommandBundle(project: awscdk.AwsCdkConstructLibrary) {
  const esbuild = 'esbuild --bundle --minify --log-level=warning --tsconfig=tsconfig.dev.json';
  // The CDK is there already in any app that uses the library. `node` is the npm package that holds a Node binary.
  const external = '--external:aws-cdk-lib --external:dynalite --external:node';
  const bundle = project.addTask('bundle:local', {
    description: `Bundle the local command into ${FOLDER}`,
    steps: [
      { exec: `${esbuild} local/command/cli.ts --platform=node --target=node20 --main-fields=module,main ${external} --metafile=${metafileOf('cli')} --outfile=${FOLDER}/cli.js` },
      { exec: `${esbuild} local/aws/function-host/bootstrap.ts --platform=node --target=node24 --metafile=${metafileOf('bootstrap')} --outfile=${FOLDER}/bootstrap.js` },
      { exec: `${esbuild} local/page/browser/desk.ts --target=es2022 --metafile=${metafileOf('desk')} --outfile=${FOLDER}/desk.js` },
      { exec: `cp ${['desk.html', 'desk-pane.html', 'page.css', 'icon.svg'].map((file) => `local/page/static/${file}`).join(' ')} ${FOLDER}` },
    ],
  });
  project.tasks.tryFind('bundle')!.spawn(bundle);
  project.package.addBin({ [project.name]: `${FOLDER}/cli.js` });
  project.addTask('local', {
    description: 'Run the PersistentChat of any CDK app on this machine',
    steps: [{ spawn: bundle.name }, { exec: `node ${FOLDER}/cli.js local`, receiveArgs: true }],
  });
}
