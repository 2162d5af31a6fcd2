import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';

// Who uses one class, or one kind of access, should not wait for the files of all. aws-cdk-lib's own indexes work like this, too.
const IMPORT_FOR_EFFECT = /^require\(".+"\);$/gm;
const REEXPORT = /^__exportStar\(require\("(.+)"\), exports\);$/gm;

for (const file of readdirSync('lib', { recursive: true, encoding: 'utf8' }).filter((name) => basename(name) === 'index.js')) {
  const index = join(process.cwd(), 'lib', file);
  const load = createRequire(index);
  const compiled = readFileSync(index, 'utf8');
  const lines = [...compiled.matchAll(REEXPORT)].flatMap(([, module]) => Object.keys(load(module) as object).flatMap((name) => [
    // For Node's ES modules, which look for the names in the text. They take a name back that Object.defineProperty is called with.
    `exports.${name} = void 0;`,
    `defineLazily("${name}", () => require("${module}").${name});`,
  ]));
  if (lines.length === 0) throw new Error(`${index} re-exports nothing in the way that TypeScript wrote it when this was made.`);
  writeFileSync(index, [
    '"use strict";',
    ...compiled.match(IMPORT_FOR_EFFECT) ?? [],
    'Object.defineProperty(exports, "__esModule", { value: true });',
    'const defineLazily = (name, get) => Object.defineProperty(exports, name, { enumerable: true, configurable: true, get });',
    ...lines,
    '',
  ].join('\n'));
}
