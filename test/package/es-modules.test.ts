import { readFileSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { init, parse } from 'cjs-module-lexer';

const LIB = resolve(__dirname, '../../lib');
const INDEXES = readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter((file) => basename(file) === 'index.js');

beforeAll(() => init());

test.each(INDEXES)('ES modules of every supported Node can import each name of lib/%s', (index) => {
  const path = join(LIB, index);
  const { exports: names } = parse(readFileSync(path, 'utf8'));
  expect(names.filter((name) => name !== '__esModule').sort()).toEqual(Object.keys(jest.requireActual<object>(path)).sort());
});
