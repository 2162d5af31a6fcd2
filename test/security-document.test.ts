import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testNames } from './test-names';

const ROOT = join(__dirname, '..');
const page = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');
const threats = page.split('## Threats')[1].split('\n## ')[0].split('\n').filter((line) => line.startsWith('|')).slice(2);

test('the page has threats', () => {
  expect(threats.length).toBeGreaterThan(15);
});

test.each(threats.map((row) => row.split('|')).map(([, asset, threat,, shownBy]) => [asset.trim(), threat.trim(), shownBy.trim()]))(
  'a test that runs shows what protects %s: %s', (_asset, _threat, shownBy) => {
    const [, file, name] = /^`(test\/[\w/-]+\.test\.ts)`: (.+)$/.exec(shownBy)!;
    expect(testNames(readFileSync(join(ROOT, file), 'utf8'))).toContain(name);
  },
);
