/** Tests that start a bundle run none of the code that Stryker changes; those of documents and of the tests themselves run none either. */
const OUT_OF_REACH = [
  '/node_modules/',
  '/bundle-[^/]+$',
  '/test/lambda/aws/wire\\.test\\.ts$',
  '/test/lambda/sessions/(deadline|faults|forget-customer|interleavings)\\.test\\.ts$',
  '/test/(built-code|examples|security-document|test-names)\\.test\\.ts$',
];

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: ['lambda/**/*.ts', 'src/**/*.ts', '!src/private/functions/{authorize-jwt,forget-customer,record-contact-event,start-chat}-function.ts'],
  testRunner: 'jest',
  jest: {
    projectType: 'custom',
    config: {
      testEnvironment: 'node',
      // The project's own one names suites that are not in the sandbox.
      testSequencer: '@jest/test-sequencer',
      testMatch: ['<rootDir>/test/*.test.ts', '<rootDir>/test/lambda/**/*.test.ts'],
      testPathIgnorePatterns: OUT_OF_REACH,
      moduleNameMapper: { '^cdk-connect-persistent-chat$': '<rootDir>/src' },
      // tsconfig.dev.json has `isolatedModules`: types are not checked.
      transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.dev.json' }] },
    },
  },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // All tests run once in one process, with the code that counts what they reach.
  dryRunTimeoutMinutes: 30,
  incremental: true,
  incrementalFile: '.stryker/incremental.json',
  tempDirName: '.stryker/sandbox',
  ignorePatterns: ['/.bundles', '/bench', '/dist', '/docs', '/lib', '/test-reports', '/test/browser', '/test/contract', '/test/integ', '/test/package', '/test/security'],
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  allowConsoleColors: false,
};
