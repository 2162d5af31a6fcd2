import { SETTINGS, proxyEvent } from './fixtures';
import { createClientToken } from '../../../lambda/start-chat/client-token';
import { CallerSettings, readCaller } from '../../../lambda/start-chat/request/caller';

type Identity = NonNullable<NonNullable<Parameters<typeof proxyEvent>[0]>['identity']>;

function token(callerIdentity: CallerSettings['callerIdentity'], identity: Identity, key = 'key', body = '{}', settings: Partial<CallerSettings> = {}) {
  return createClientToken(readCaller(proxyEvent({ identity }), { ...SETTINGS, callerIdentity, ...settings }), key, body);
}

const session = { accountId: '1', caller: 'AROA:one', cognitoIdentityId: null, sourceIp: '192.0.2.1', userAgent: 'agent' };

test('a token is a hash that shows nothing of caller and key', () => {
  expect(token('IAM', session)).toMatch(/^[0-9a-f]{64}$/);
});

describe('an IAM caller', () => {
  test('gets the same token for the same key from anywhere, with any body', () => {
    expect(token('IAM', { ...session, sourceIp: '198.51.100.9', userAgent: 'other' }, 'key', '{"a":1}')).toBe(token('IAM', session));
  });

  test.each<[string, Identity]>([
    ['another session of the same role', { caller: 'AROA:two' }],
    ['another account', { accountId: '2' }],
    ['another Cognito identity in the same session', { cognitoIdentityId: 'eu-central-1:1' }],
  ])('is told apart from %s', (_, other) => {
    expect(token('IAM', { ...session, ...other })).not.toBe(token('IAM', session));
  });

  test('that API Gateway does not name is an error', () => {
    expect(() => token('IAM', { ...session, caller: null })).toThrow('API Gateway did not name the IAM caller.');
  });
});

describe('an IAM caller whose role shares its keys', () => {
  const shared = (identity: Identity) => token('IAM', { ...session, ...identity }, 'key', '{}', { shareIdempotencyKeys: true });

  test('gets the same token in another session of the role', () => {
    expect(shared({ caller: 'AROA:two' })).toBe(shared({}));
  });

  test.each<[string, Identity]>([
    ['another role', { caller: 'AROB:one' }],
    ['another account', { accountId: '2' }],
    ['another Cognito identity with the role', { cognitoIdentityId: 'eu-central-1:1' }],
  ])('is told apart from %s', (_, other) => {
    expect(shared(other)).not.toBe(shared({}));
  });
});

describe('an anonymous caller', () => {
  test('gets the same token for a repeat of the same request', () => {
    expect(token('ANONYMOUS', { ...session, caller: null })).toBe(token('ANONYMOUS', session));
  });

  test.each<[string, Identity, string]>([
    ['address', { sourceIp: '192.0.2.2' }, '{}'],
    ['user agent', { userAgent: 'other' }, '{}'],
    ['missing user agent', { userAgent: null }, '{}'],
    ['body', {}, '{"customerName":"Ada"}'],
  ])('gets another token with another %s', (_, other, body) => {
    expect(token('ANONYMOUS', { ...session, ...other }, 'key', body)).not.toBe(token('ANONYMOUS', session));
  });
});

test('another key gives another token', () => {
  expect(token('IAM', session, 'other')).not.toBe(token('IAM', session));
});

test('a part of the caller that is moved into the key gives another token', () => {
  expect(token('IAM', { ...session, caller: 'a' }, 'bc')).not.toBe(token('IAM', { ...session, caller: 'ab' }, 'c'));
});
