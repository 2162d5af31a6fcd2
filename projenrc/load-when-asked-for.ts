import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

// Who uses one class should not wait for the files of all. aws-cdk-lib's own index works like this, too.
const INDEX = join(process.cwd(), 'lib', 'index.js');
const REEXPORT = /^__exportStar\(require\("(.+)"\), exports\);$/gm;

const compiled = readFileSync(INDEX, 'utf8');
const load = createRequire(INDEX);
const lines = [...compiled.matchAll(REEXPORT)].flatMap(([, file]) => Object.keys(load(file) as object).flatMap((name) => [
  // For Node's ES modules, which look for the names in the text.
  `exports.${name} = void 0;`,
  `Object.defineProperty(exports, "${name}", { enumerable: true, configurable: true, get: () => require("${file}").${name} });`,
]));
if (lines.length === 0) throw new Error(`${INDEX} re-exports nothing in the way that TypeScript wrote it when this was made.`);
writeFileSync(INDEX, ['"use strict";', 'Object.defineProperty(exports, "__esModule", { value: true });', ...lines, ''].join('\n'));
