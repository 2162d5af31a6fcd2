import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { newFolder } from './consumer-app';

const ROOT = resolve(__dirname, '../..');
const WHAT_TO_DO = 'cdk-connect-persistent-chat is not compiled here: in a checkout of its repository, run '
  + '`npm ci && npx projen pre-compile && npx projen compile && npm pack`, and install the .tgz file that this writes.';

let app: string;
beforeAll(() => {
  app = newFolder('not-compiled');
  const installed = join(app, 'node_modules/cdk-connect-persistent-chat');
  mkdirSync(installed, { recursive: true });
  for (const file of ['package.json', 'index.js', 'index.d.ts']) cpSync(join(ROOT, file), join(installed, file));
  writeFileSync(join(app, 'package.json'), '{ "private": true }');
  writeFileSync(join(app, 'app.js'), "new (require('cdk-connect-persistent-chat').PersistentChat)();");
  for (const file of ['app.mjs', 'app.ts']) writeFileSync(join(app, file), "import { PersistentChat } from 'cdk-connect-persistent-chat'; new PersistentChat();");
});

test.each([
  ['CommonJS', 'app.js', []],
  ['an ES module', 'app.mjs', []],
  ['TypeScript', 'app.ts', [join(ROOT, 'node_modules/typescript/bin/tsc'), '--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext']],
])('an app that installs the repository is told what to do, in %s', (_language, file, program) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...program, file], { cwd: app, encoding: 'utf8' });
  expect(status).not.toBe(0);
  expect(stdout + stderr).toContain(WHAT_TO_DO);
});
