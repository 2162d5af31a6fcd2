import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { init, parse } from 'cjs-module-lexer';

const ROOT = resolve(__dirname, '../..');
/** The package's entry, and the indexes that it leads to. */
const INDEXES = ['index.js', ...readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' }).map((file) => join('lib', file))]
  .filter((file) => basename(file) === 'index.js');

beforeAll(() => init());

test.each(INDEXES)('ES modules of every supported Node can import each name of %s', (index) => {
  const path = join(ROOT, index);
  expect(namesIn(path).filter((name) => name !== '__esModule').sort()).toEqual(Object.keys(jest.requireActual<object>(path)).sort());
});

/** The names that Node finds in a CommonJS module without running it, and in those that it passes on. */
function namesIn(path: string): string[] {
  const { exports: names, reexports } = parse(readFileSync(path, 'utf8'));
  return [...new Set([...names, ...reexports.flatMap((module) => namesIn(createRequire(path).resolve(module)))])];
}
