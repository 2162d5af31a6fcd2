import { CallerSettings, readCaller } from '../../../../lambda/start-chat/request/caller';
import { SETTINGS, proxyEvent } from '../fixtures';

function caller(settings: Partial<CallerSettings>, authorizer?: Record<string, unknown>, apiId?: string) {
  const body = { CustomerId: null, issuer: 'forged', subject: 'forged', sub: 'forged' };
  return readCaller(proxyEvent({ body, headers: { subject: 'forged' }, authorizer, apiId }), { ...SETTINGS, ...settings });
}

const CLAIMS = { iss: 'https://issuer.example', sub: 'ada', email: 'ada@example.com' };

test('a user pool\'s customer is the token\'s issuer and subject', () => {
  expect(caller({ callerIdentity: 'COGNITO' }, { claims: CLAIMS }))
    .toEqual({ kind: 'identified', issuer: 'https://issuer.example', subject: 'ada', claims: CLAIMS });
});

test('a token\'s customer is the one that the authorizer names', () => {
  expect(caller({ callerIdentity: 'JWT' }, { issuer: 'https://issuer.example', subject: 'ada', claims: '{"email":"ada@example.com"}', principalId: 'other' }))
    .toEqual({ kind: 'identified', issuer: 'https://issuer.example', subject: 'ada', claims: { email: 'ada@example.com' } });
});

describe('a customer of the user\'s own authorizer', () => {
  const context = { principalId: 'principal', customer: 7, tenant: 'acme' };

  test('is the principal by default', () => {
    expect(caller({ callerIdentity: 'AUTHORIZER' }, context)).toMatchObject({ issuer: 'authorizer:api-1', subject: 'principal' });
  });

  test('is not the customer with the same subject of another API\'s authorizer', () => {
    const [one, other] = ['api-1', 'api-2'].map((apiId) => caller({ callerIdentity: 'AUTHORIZER' }, context, apiId));
    expect(one).not.toEqual(other);
  });

  test('is read from the keys that the access names', () => {
    expect(caller({ callerIdentity: 'AUTHORIZER', subjectKey: 'customer', issuerKey: 'tenant' }, context)).toMatchObject({ issuer: 'acme', subject: '7' });
  });
});

test.each<[Partial<CallerSettings>, Record<string, unknown> | undefined]>([
  [{ callerIdentity: 'COGNITO' }, undefined],
  [{ callerIdentity: 'COGNITO' }, { claims: { ...CLAIMS, sub: '' } }],
  [{ callerIdentity: 'COGNITO' }, { claims: { sub: 'ada' } }],
  [{ callerIdentity: 'JWT' }, { subject: 'ada' }],
  [{ callerIdentity: 'AUTHORIZER' }, {}],
  [{ callerIdentity: 'AUTHORIZER' }, { principalId: {} }],
  [{ callerIdentity: 'AUTHORIZER', subjectKey: 'toString' }, { principalId: 'ada' }],
  [{ callerIdentity: 'AUTHORIZER', issuerKey: 'tenant' }, { principalId: 'ada' }],
])('with %j, a request is refused when API Gateway says only %j', (settings, authorizer) => {
  expect(() => caller(settings, authorizer)).toThrow('The authorizer did not say who the caller is.');
});
