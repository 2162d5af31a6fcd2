import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

// An app that installs the repository instead of the package gets no lib/. These two files are in both, and say what to do: when the
// package is imported, and to TypeScript, which falls back to the second one. Node links ES modules by the names, before it runs them.
const NOT_COMPILED = 'cdk-connect-persistent-chat is not compiled here: in a checkout of its repository, run '
  + '`npm ci && npx projen pre-compile && npx projen compile && npm pack`, and install the .tgz file that this writes.';
const MADE = '// Made by `npm run compile`, from projenrc/entry-point.ts.';

const names = Object.keys(createRequire(join(process.cwd(), 'lib/'))('./index.js') as object);

writeFileSync('index.js', [
  MADE,
  "'use strict';",
  "if (!require('node:fs').existsSync(`${__dirname}/lib`)) {",
  `  throw new Error('${NOT_COMPILED}');`,
  '}',
  ...names.map((name) => `exports.${name} = void 0;`),
  "module.exports = require('./lib/index.js');",
  '',
].join('\n'));

writeFileSync('index.d.ts', [
  MADE,
  `declare const notCompiled: { '${NOT_COMPILED}': never };`,
  ...names.map((name) => `export declare const ${name}: typeof notCompiled;`),
  '',
].join('\n'));
