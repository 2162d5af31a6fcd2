import { awscdk, github, release } from 'projen';
import type { AwsCdkConstructLibraryOptions } from 'projen/lib/awscdk';
import { JobPermission } from 'projen/lib/github/workflows-model';

const NODE = '24';
/** The versions that the tests run on beside Lambda's own. */
const NODES = ['20', '22', '24'];
const CHECKOUT = { name: 'Checkout', uses: 'actions/checkout@v5', with: { 'persist-credentials': false } };
const NOTHING = { contents: JobPermission.READ };

/** Where the packages go, and what GitHub does for it. */
export const GITHUB_OPTIONS = {
  majorVersion: 0,
  releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
  releaseFailureIssue: true,
  workflowNodeVersion: NODE,
  npmTrustedPublishing: true,
  buildWorkflowOptions: { mutableBuild: false },
  githubOptions: {
    mergify: false,
    dependencyReview: true,
    // Commits are found by the part that they touch.
    pullRequestLintOptions: { semanticTitleOptions: { types: ['feat', 'fix', 'docs', 'test', 'refactor', 'perf', 'build', 'ci', 'style', 'chore'], requireScope: true } },
    projenCredentials: github.GithubCredentials.fromApp(),
  },
  // What handlers hold of the SDK's own packages is not for its users to import: its tests tell whether a newer version does the same.
  depsUpgradeOptions: {
    include: ['@aws-sdk/*', '@smithy/*'],
    workflowOptions: { schedule: { cron: ['0 4 * * 1'] } },
  },
  pullRequestTemplateContents: [
    '## What changes for users',
    '',
    '## How it was tried',
    '',
    '- [ ] A test failed before the change, and passes now.',
    '- [ ] `npm test` passes. Generated files are in the same commit.',
    '- [ ] Documents that mention it are right.',
    '- [ ] No token, name, message, attribute or customer id reaches a log, an error or a snapshot.',
    '',
    'Fixes #',
  ],
  postBuildSteps: [
    { name: 'List what the packages hold', run: 'npm run --silent sbom' },
  ],
} satisfies Partial<AwsCdkConstructLibraryOptions>;

/** Adds the workflows that projen does not know. */
export function addWorkflows(project: awscdk.AwsCdkConstructLibrary) {
  const gitHub = project.github!;

  const checks = gitHub.addWorkflow('checks');
  checks.on({ pullRequest: {}, push: { branches: ['main'] } });
  checks.addJobs({
    all: {
      name: 'All checks on Node ${{ matrix.node }}',
      runsOn: ['ubuntu-latest'],
      permissions: NOTHING,
      strategy: { failFast: false, matrix: { domain: { node: NODES } } },
      steps: [
        CHECKOUT,
        { name: 'Set up Node.js', uses: 'actions/setup-node@v5', with: { 'node-version': '${{ matrix.node }}' } },
        { name: 'Run everything that has to hold', run: '.ci/run' },
      ],
    },
    compatibility: {
      name: 'API compatibility with the latest release',
      runsOn: ['ubuntu-latest'],
      permissions: NOTHING,
      steps: [
        CHECKOUT,
        { name: 'Set up Node.js', uses: 'actions/setup-node@v5', with: { 'node-version': NODE } },
        { name: 'Install', run: 'npm ci' },
        { name: 'Compile', run: 'npm run pre-compile && npm run compile' },
        { name: 'Compare', run: 'npm run compat' },
      ],
    },
  });

  const codeQl = gitHub.addWorkflow('codeql');
  codeQl.on({ pullRequest: {}, push: { branches: ['main'] }, schedule: [{ cron: '0 5 * * 1' }] });
  codeQl.addJob('analyze', {
    name: 'Analyze',
    runsOn: ['ubuntu-latest'],
    permissions: { ...NOTHING, securityEvents: JobPermission.WRITE },
    steps: [
      CHECKOUT,
      { name: 'Start', uses: 'github/codeql-action/init@v3', with: { languages: 'javascript-typescript,actions' } },
      { name: 'Analyze', uses: 'github/codeql-action/analyze@v3' },
    ],
  });
}
