import { readFileSync } from 'node:fs';
import { type awscdk, JsonFile, TextFile } from 'projen';

/** The folder of the page's client, which is a package of its own. */
export const CLIENT = 'client';
const ENTRY_POINTS = { '.': 'index', './transcript': 'transcript', './fetch': 'fetch' };

/** Adds the package of the page's client: its files, and the tasks that compile and check it. */
export function addClientPackage(project: awscdk.AwsCdkConstructLibrary) {
  new JsonFile(project, `${CLIENT}/package.json`, { obj: describePackage(project) });
  new JsonFile(project, `${CLIENT}/tsconfig.json`, { obj: TSCONFIG });
  new TextFile(project, `${CLIENT}/LICENSE`, { lines: readFileSync('LICENSE', 'utf8').split('\n') });
  project.gitignore.addPatterns(`/${CLIENT}/dist/`);

  project.addTask('compile:client', {
    description: `${CLIENT}/src/ → ${CLIENT}/dist/`,
    exec: 'tsx projenrc/compile-client.ts',
  });
  project.addTask('check:packages', {
    description: 'Look for faults in what both packages export',
    steps: [
      { exec: `publint run --strict ${CLIENT}` },
      { exec: `attw --pack ${CLIENT} --profile esm-only --quiet` },
      { exec: 'publint run --strict .' },
      // jsii's own file is JSON without the ending.
      { exec: 'attw --pack . --exclude-entrypoints ./.jsii --quiet' },
    ],
  });
}

function describePackage(project: awscdk.AwsCdkConstructLibrary) {
  const { name, version, repository, author, license, engines } = project.package.manifest;
  return {
    name: `${name}-client`,
    version,
    description: 'Lets the customers of a web page or an app come back to their Amazon Connect chat, by the start-chat API of cdk-connect-persistent-chat.',
    repository: { ...repository, url: `git+${repository.url}`, directory: CLIENT },
    author,
    license,
    keywords: ['amazon-connect', 'chat', 'chatjs', 'persistent-chat', 'react-native'],
    type: 'module',
    sideEffects: false,
    exports: {
      ...Object.fromEntries(Object.entries(ENTRY_POINTS).map(([path, file]) => [path, { types: `./dist/${file}.d.ts`, default: `./dist/${file}.js` }])),
      './package.json': './package.json',
    },
    files: ['dist'],
    engines,
    publishConfig: { access: 'public' },
  };
}

const TSCONFIG = {
  compilerOptions: {
    rootDir: 'src',
    outDir: 'dist',
    target: 'es2022',
    // Neither a browser's types nor Node's are all there: the client runs in both.
    lib: ['es2022'],
    types: ['node'],
    module: 'node16',
    declaration: true,
    strict: true,
    noImplicitReturns: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    isolatedModules: true,
    skipLibCheck: true,
  },
  include: ['src'],
};
