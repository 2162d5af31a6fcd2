import { statSync } from 'node:fs';
import { join } from 'node:path';
import { packLibrary } from './consumer-app';

// docs/performance.md promises both: the first weighs on every cold start, the second on every install.
const START_CHAT_LIMIT_BYTES = 200_000;
const TARBALL_LIMIT_BYTES = 400_000;

test('the bundle that answers customers is small', () => {
  const bundle = join(__dirname, '../../assets/lambda/start-chat.lambda/index.js');
  expect(statSync(bundle).size).toBeLessThanOrEqual(START_CHAT_LIMIT_BYTES);
});

test('the package is small', () => {
  expect(statSync(packLibrary()).size).toBeLessThanOrEqual(TARBALL_LIMIT_BYTES);
});
