import { recordBuild } from './build-record';

// The last step of `npm run compile`.
recordBuild('lib', ['src', 'tsconfig.json', 'node_modules/jsii/package.json', 'projenrc/strip-compiled-code.ts', 'projenrc/lazy-indexes.ts', 'projenrc/entry-point.ts']);
