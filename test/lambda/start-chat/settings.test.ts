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
  expect(() => readSettings({ ...ENVIRONMENT, [name]: undefined })).toThrow(new Error(`${name} must be set.`));
});

test('customers who leave first disconnect the agent only when the environment says so', () => {
  const read = (value?: string) => readSettings({ ...ENVIRONMENT, DISCONNECT_AGENT_ON_CUSTOMER_EXIT: value }).disconnectAgentOnCustomerExit;
  expect([read(undefined), read('false'), read('true')]).toEqual([false, false, true]);
});

const HANDLES = { RESUME_HANDLE_KEY_ARN: 'arn', RESUME_HANDLE_LIFETIME_SECONDS: '60', RESUME_HANDLE_GENERATION: '1' };

test.each<[string, string, string, Record<string, string>?]>([
  ['CONNECT_INSTANCE_ARN', '11111111-1111-1111-1111-111111111111', 'the ARN of a Connect instance'],
  ['CONTACT_FLOW_IDS', '', 'a comma-separated list of flow ids'],
  ['DEFAULT_REHYDRATION_TYPE', 'NONE', 'one of ENTIRE_PAST_SESSION, FROM_SEGMENT'],
  ['REHYDRATION_FAILURE', '', 'one of START_NEW_CHAT, RETURN_ERROR'],
  ['MAX_CHAT_DURATION_MINUTES', 'long', 'a whole number of at least 1'],
  ['ATTACHMENTS', 'yes', 'one of true, false'],
  ['CALLER_IDENTITY', 'NOBODY', 'one of IAM, COGNITO, JWT, AUTHORIZER, ANONYMOUS'],
  ['ATTRIBUTE_CLAIMS', '{"email":1}', 'a JSON object of strings'],
  ['ATTRIBUTE_CLAIMS', '[', 'a JSON object of strings'],
  ['RESUME_HANDLE_LIFETIME_SECONDS', '0', 'a whole number of at least 1', HANDLES],
  ['SESSION_HISTORY_SECONDS', '', 'a whole number of at least 1', { SESSION_TABLE_NAME: 'Sessions' }],
])('%s may not be "%s", but must be %s', (name, value, expected, environment = {}) => {
  expect(() => readSettings({ ...ENVIRONMENT, ...environment, [name]: value })).toThrow(new Error(`${name} must be ${expected}; got ${JSON.stringify(value)}.`));
});

test('resume handles need all of their variables', () => {
  expect(() => readSettings({ ...ENVIRONMENT, ...HANDLES, RESUME_HANDLE_GENERATION: undefined })).toThrow('RESUME_HANDLE_GENERATION must be set.');
});

describe('a session table', () => {
  const TABLE = { SESSION_TABLE_NAME: 'Sessions', SESSION_HISTORY_SECONDS: '1000' };

  test('is read with what it decides: a contact id is accepted, since the store checks it, and a backend names the customer', () => {
    const settings = readSettings({ ...ENVIRONMENT, ...TABLE });
    expect(settings).toEqual({ ...SETTINGS, sessionTable: { tableName: 'Sessions', historySeconds: 1000 }, callerNamesCustomer: true });
    expect(readSettings({ ...ENVIRONMENT, CALLER_IDENTITY: 'COGNITO', ...TABLE })).toMatchObject({ acceptSourceContactId: true, callerNamesCustomer: false });
  });

  test('is not needed: then a signed-in customer\'s contact id is refused, unless the construct\'s user accepts it', () => {
    const cognito = { ...ENVIRONMENT, CALLER_IDENTITY: 'COGNITO' };
    expect(readSettings(cognito)).toMatchObject({ sessionTable: undefined, acceptSourceContactId: false, callerNamesCustomer: false });
    expect(readSettings({ ...cognito, ACCEPT_SOURCE_CONTACT_ID: 'true' }).acceptSourceContactId).toBe(true);
  });
});
