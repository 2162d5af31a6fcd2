import { join } from 'node:path';
import { builtCodeOf } from './built-code';

const BUNDLES = [
  'assets/lambda/attach-past-chat.lambda', 'assets/lambda/authorize-jwt.lambda', 'assets/lambda/forget-customer.lambda', 'assets/lambda/record-contact-event.lambda', 'assets/lambda/start-chat.lambda', 'assets/local',
];

test.each([
  ['persistent-chat.test.ts', []],
  ['lambda/start-chat/decide.test.ts', []],
  ['lambda/sessions/customer-chat.test.ts', []],
  ['lambda/start-chat/bundle-secrecy.test.ts', BUNDLES],
  ['contract/access.test.ts', BUNDLES],
  ['security/other-customers-chats.test.ts', BUNDLES],
  ['browser/visitors.browser.ts', BUNDLES],
  ['local/demo/demo.test.ts', BUNDLES],
  ['local/command/cli.test.ts', [...BUNDLES, 'lib']],
  ['package/sizes.test.ts', [...BUNDLES, 'lib']],
  ['package/es-modules.test.ts', ['lib']],
])('%s runs, of what is built, %j', (file, built) => {
  expect(builtCodeOf(join(__dirname, file)).map((code) => code.built)).toEqual(built);
});
