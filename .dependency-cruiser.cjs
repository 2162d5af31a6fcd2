const TOP_FOLDERS = '^(src|lambda|local|client|bench|examples|projenrc|test)/';

/** What something other than an import starts: npm, jest, the CDK, esbuild, a forked process, a page. */
const ENTRY_POINTS = [
  '^src/index\\.ts$',
  '^lambda/[^/]+\\.lambda\\.ts$',
  '^local/command/cli\\.ts$',
  '^local/demo/demo\\.ts$',
  '^local/aws/function-host/bootstrap\\.ts$',
  '^local/page/browser/(desk|page)\\.ts$',
  '^client/src/(index|transcript|fetch)\\.ts$',
  '^bench/(bench\\.ts|cold-start/probe\\.cjs|functions/|synth/)',
  '^examples/.+/(app\\.ts|index\\.js|page/[^/]+\\.js)$',
  '^projenrc/(bill-of-materials|bundle-lambda|bundle-local|compile-client|snippets|entry-point|in-lanes|lazy-indexes|record-library|resources-document|strip-compiled-code|third-party-licenses)\\.ts$',
  '^test/.+\\.(test|browser)\\.ts$',
  '^test/integ/integ\\.[^/]+\\.ts$',
  '^test/deploy/(run|apps/synthesize-.+)\\.ts$',
  '^test/fairness/run\\.ts$',
  '^test/matrix/(run|app/app)\\.ts$',
  '^test/(test-environment\\.ts|long-suites-first\\.cjs)$',
  '^test/(browser/(take-screenshots\\.ts|(chat-interface|hosted-widget)\\.js)|contract/always-ada/index\\.js|lambda/sessions/environment-clock\\.ts)$',
  '\\.d\\.ts$',
];

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    rule('no-cycle-of-files', 'Move what both files need to a file that imports neither.', {}, { circular: true }),
    {
      // A folder's imports are those of all files below it, except the imports among these files.
      ...rule('no-cycle-of-folders', 'Move what both folders need to a folder that imports neither.', {}, { circular: true }),
      scope: 'folder',
    },

    // The rule above does not see a cycle between a folder and a folder in it: the imports of the inner one belong to the outer one, too.
    // So the imports go one way: outwards to inwards, and in local/page/ from the browser's scripts to what they show.
    // src/ has no such rule, because its public classes create private parts that use the classes' types.
    rule('no-import-of-the-folder-above', 'Move what the inner folder needs to a folder beside it, such as contract/.',
      { path: '^((?:lambda|local|bench)/.+)/[^/]+/[^/]+$', pathNot: '^local/page/browser/' }, { path: '^$1/[^/]+$' }),
    rule('page-imports-no-scripts', 'local/page/ serves the scripts of browser/ as files.',
      { path: '^local/page/[^/]+$' }, { path: '^local/page/browser/' }),

    rule('src-imports-src', 'The library knows neither its functions nor the local host.',
      { path: '^src/' }, { path: TOP_FOLDERS, pathNot: '^src/' }),
    rule('src-imports-the-cdk', 'The package has no runtime dependencies, only peers.',
      { path: '^src/' }, { path: '(^|/)node_modules/', pathNot: '(^|/)node_modules/(aws-cdk-lib|constructs)/' }),
    rule('shared-imports-shared', 'lambda/ and local/ import src/shared/, and must not load constructs.',
      { path: '^src/shared/' }, { path: ['^src/', 'node_modules/'], pathNot: '^src/shared/' }),
    rule('lambda-imports-shared', 'What the functions share with the library is in src/shared/.',
      { path: '^lambda/' }, { path: TOP_FOLDERS, pathNot: '^(lambda|src/shared)/' }),
    rule('local-imports-shared-and-aws', 'The local host reads what `cdk synth` wrote. Of the rest it knows src/shared/ and lambda/aws/ at most.',
      { path: '^local/', pathNot: '^local/page/browser/' }, { path: TOP_FOLDERS, pathNot: '^(local|src/shared|lambda/aws)/' }),
    rule('page-imports-the-client', 'The page is a user of the client, and knows its entry points.',
      { path: '^local/page/browser/' }, { path: TOP_FOLDERS, pathNot: '^(local/|client/src/(index|transcript)\\.ts)' }),
    rule('sessions-import-the-contract', 'lambda/sessions/ knows start-chat by its contract.',
      { path: '^lambda/sessions/' }, { path: '^lambda/start-chat/', pathNot: '^lambda/start-chat/contract/' }),
    rule('contract-imports-no-part', 'The contract is what the parts have in common, so it imports none of them.',
      { path: '^lambda/start-chat/contract/' }, { path: '^lambda/(start-chat|sessions)/', pathNot: '^lambda/start-chat/contract/' }),
    rule('client-imports-nothing', 'The client is a package without dependencies.',
      { path: '^client/' }, { pathNot: '^client/src/' }),
    rule('shipped-imports-no-demo', 'local/demo/ is for development only.',
      { path: '^(src|lambda|local)/', pathNot: '^local/demo/' }, { path: '^local/demo/' }),
    rule('examples-import-the-package', 'An example imports the library as its reader does: by its name.',
      { path: '^examples/([^/]+)/' }, { path: TOP_FOLDERS, pathNot: ['^examples/$1/', '^src/index\\.ts$', '^client/src/(index|transcript|fetch)\\.ts$'] }),
    rule('only-tests-import-tests', 'test/ is imported by test/ only.',
      { pathNot: '^test/' }, { path: '^test/' }),

    // No registry of this project has Touchpoint.
    rule('declared-dependencies', 'Add the package to .projenrc.ts, or correct the path.',
      { path: TOP_FOLDERS, pathNot: '^(bench/|examples/website/page/touchpoint\\.js$)' }, { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'undetermined', 'unknown'] }),
    {
      name: 'no-unused-file',
      comment: 'Nothing but tests imports it. Remove it, or name it in ENTRY_POINTS.',
      severity: 'error',
      from: { pathNot: '^test/' },
      module: { path: '^(src|lambda|local|client)/', pathNot: ENTRY_POINTS, numberOfDependentsLessThan: 1 },
    },
    {
      name: 'no-unused-development-file',
      comment: 'Nothing imports it. Remove it, or name it in ENTRY_POINTS.',
      severity: 'error',
      from: {},
      module: { path: '^(bench|examples|projenrc|test)/', pathNot: ENTRY_POINTS, numberOfDependentsLessThan: 1 },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.dev.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
    doNotFollow: { path: 'node_modules' },
    // `npm run integ:update` leaves bundles there, which Git ignores.
    exclude: { path: '\\.snapshot/asset\\.' },
  },
};
