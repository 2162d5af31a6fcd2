import { ENVIRONMENT, SETTINGS } from './fixtures';
import { readSettings } from '../../../lambda/start-chat/settings';
import { START_CHAT_ENVIRONMENT } from '../../../src/shared/environment';

test('the environment is read into settings', () => {
  expect(readSettings(ENVIRONMENT)).toEqual(SETTINGS);
});

test('lists may be empty, have spaces, and hold the wildcard', () => {
  const { allowedOrigins, allowedAttributes } = readSettings({ ...ENVIRONMENT, ALLOWED_ORIGINS: 'https://a.example, *', ALLOWED_ATTRIBUTES: '' });
  expect({ allowedOrigins, allowedAttributes }).toEqual({ allowedOrigins: ['https://a.example', '*'], allowedAttributes: [] });
});

test.each(Object.values(START_CHAT_ENVIRONMENT))('a missing %s is named', (name) => {
  expect(() => readSettings({ ...ENVIRONMENT, [name]: undefined })).toThrow(`The environment variable ${name} is missing.`);
});

test.each([
  ['CONNECT_INSTANCE_ARN', '11111111-1111-1111-1111-111111111111'],
  ['CONTACT_FLOW_IDS', ''],
  ['DEFAULT_REHYDRATION_TYPE', 'NONE'],
  ['REHYDRATION_FAILURE', ''],
  ['MAX_CHAT_DURATION_MINUTES', 'long'],
  ['ATTACHMENTS', 'yes'],
  ['CALLER_IDENTITY', 'NOBODY'],
])('%s may not be "%s"', (name, value) => {
  expect(() => readSettings({ ...ENVIRONMENT, [name]: value })).toThrow(name);
});
