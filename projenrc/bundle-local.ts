import { copyFileSync } from 'node:fs';
import { basename } from 'node:path';
import { recordBuild } from './build-record';
import { bundle } from './bundle';
import { LOCAL_COMMAND } from './local-command-bundle';

const STATIC_FILES = ['desk.html', 'desk-pane.html', 'page.css', 'icon.svg'].map((name) => `local/page/static/${name}`);
const tsconfig = 'tsconfig.dev.json';

/** Bundles the local command, with what it needs on disk beside it: the function's bootstrap and the agents' page. */
async function bundleLocal() {
  const cli = await bundle('cli', {
    entryPoints: ['local/command/cli.ts'],
    outfile: `${LOCAL_COMMAND}/cli.js`,
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    // The CDK is there already in any app that uses the library. `node` is the npm package that holds a Node binary.
    external: ['aws-cdk-lib', 'dynalite', 'node'],
    tsconfig,
  });
  const bootstrap = await bundle('bootstrap', {
    entryPoints: ['local/aws/function-host/bootstrap.ts'], outfile: `${LOCAL_COMMAND}/bootstrap.js`, platform: 'node', target: 'node24', tsconfig,
  });
  const desk = await bundle('desk', { entryPoints: ['local/page/browser/desk.ts'], outfile: `${LOCAL_COMMAND}/desk.js`, target: 'es2022', tsconfig });
  for (const file of STATIC_FILES) copyFileSync(file, `${LOCAL_COMMAND}/${basename(file)}`);
  recordBuild(LOCAL_COMMAND, [...cli, ...bootstrap, ...desk, ...STATIC_FILES, 'projenrc/bundle-local.ts']);
}

void bundleLocal();
