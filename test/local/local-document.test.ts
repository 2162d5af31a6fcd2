import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_ASSUMPTIONS } from '../../local/connect/contact-centre/assumptions';

test('docs/local.md lists every assumption of the simulator, and no other', () => {
  const page = readFileSync(join(__dirname, '../../docs/local.md'), 'utf8');
  const section = page.slice(page.indexOf('## What is assumed'), page.indexOf('## What it cannot prove'));
  const listed = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect(listed.sort()).toEqual(Object.keys(DEFAULT_ASSUMPTIONS).sort());
});
