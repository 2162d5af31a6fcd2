import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeCreatedResources } from '../projenrc/created-resources';

test('docs/resources.md says what the templates hold; `npm run docs:resources` writes it', () => {
  const written = readFileSync(join(__dirname, '../docs/resources.md'), 'utf8');
  expect(written.split('`npm run docs:resources`. -->\n\n')[1]).toBe(`${describeCreatedResources()}\n`);
}, 60_000);
