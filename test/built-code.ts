import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ROOT = join(__dirname, '..');
const IMPORT = /^(?:import|export)\s(?!type\b)(?:[^'";]*\sfrom\s)?'(\.[^']+)'/gm;
/** A script that a test starts, as `local/demo/demo.ts`. */
const SCRIPT = /'((?:local|bench|test)\/[\w/.-]+\.ts)'/g;

const LAMBDAS = readdirSync(join(ROOT, 'lambda')).filter((file) => file.endsWith('.lambda.ts')).map((file) => file.slice(0, -'.ts'.length));
const BUNDLES = [...LAMBDAS.map((name) => `assets/lambda/${name}`), 'assets/local'];

/** What each command builds, and the files and words in a test's code by which the test needs it. */
const NEEDS = [
  { built: BUNDLES, command: 'npm run bundle', files: /^(local\/aws\/function-host\/function-host|test\/package\/consumer-app)\.ts$/, words: /\.\.\/assets\// },
  { built: ['client/dist'], command: 'npm run compile:client', files: /^test\/client\/shipped-client\.ts$/, words: /\bclient\/dist/ },
  { built: ['lib'], command: 'npm run compile', files: /^test\/package\/consumer-app\.ts$/, words: /\.\.\/lib'|, 'lib'\)/ },
];

export interface BuiltCode {
  readonly built: string;
  readonly command: string;
}

/** The built files that a test or one of its imports runs or reads. `src/` does not count: it contains the names of bundles, but runs none. */
export function builtCodeOf(testFile: string): BuiltCode[] {
  const files = [...importedFrom(testFile, new Set())].map((path) => ({ text: readFileSync(path, 'utf8'), file: relative(ROOT, path) }))
    .filter(({ file }) => !file.startsWith('src/'));
  return NEEDS.filter((need) => files.some(({ text, file }) => need.files.test(file) || need.words.test(text)))
    .flatMap(({ built, command }) => built.map((one) => ({ built: one, command })));
}

function importedFrom(path: string, found: Set<string>): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  const text = readFileSync(path, 'utf8');
  const imports = [...text.matchAll(IMPORT)].map(([, specifier]) => join(dirname(path), specifier));
  const scripts = [...text.matchAll(SCRIPT)].map(([, script]) => join(ROOT, script));
  for (const target of [...imports, ...scripts]) {
    const file = [target, `${target}.ts`, join(target, 'index.ts')].find((candidate) => candidate.endsWith('.ts') && existsSync(candidate));
    if (file !== undefined) importedFrom(file, found);
  }
  return found;
}
