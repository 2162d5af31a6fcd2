import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import type { APIGatewayAuthorizerResult } from 'aws-lambda';
import { KeyServer } from './key-server';
import { FunctionHost } from '../../../local/aws/function-host/function-host';
import { SigningKey } from '../../../local/aws/issuer/signing-key';
import { AUTHORIZE_JWT_ENVIRONMENT } from '../../../src/shared/environment';
import { MovedClock } from '../clock/moved-clock';

const BUNDLE = join(__dirname, '../../../assets/lambda/authorize-jwt.lambda');
const ISSUER = 'https://login.example.com';
const SECOND = 1000;
const HOUR = 3600 * SECOND;
/** The time limits of one attempt to fetch the keys, and of the function. */
const [FETCH_LIMIT, LAMBDA_LIMIT] = [4 * SECOND, 10 * SECOND];
const METHOD_ARN = 'arn:aws:execute-api:us-east-1:111122223333:api/Prod/POST/';

/** What the authorizer has logged. */
const lines = () => jest.mocked(process.stdout.write).mock.calls.map(([line]) => JSON.parse(String(line)) as { reason: string });
const reasons = () => lines().map(({ reason }) => reason);

const key = new SigningKey();
const nextKey = new SigningKey();
let issuer: KeyServer;
let passed = 0;
let authorize: (token: string) => Promise<APIGatewayAuthorizerResult>;

const startedAt = Date.now();
const later = (milliseconds: number) => { passed += milliseconds; };

function token(signedBy: SigningKey, claims: object = {}, header: object = {}): string {
  return signedBy.sign({ iss: ISSUER, aud: 'chat', sub: 'ada', exp: Math.floor(Date.now() / SECOND) + 3600, ...claims }, header);
}

function variables(moreVariables: Record<string, string> = {}): Record<string, string> {
  return {
    [AUTHORIZE_JWT_ENVIRONMENT.issuer]: ISSUER,
    [AUTHORIZE_JWT_ENVIRONMENT.audiences]: '["chat"]',
    [AUTHORIZE_JWT_ENVIRONMENT.claims]: '[]',
    [AUTHORIZE_JWT_ENVIRONMENT.jwksUri]: issuer.jwksUri,
    ...moreVariables,
  };
}

const event = (authorizationToken: string) => ({ type: 'TOKEN', methodArn: METHOD_ARN, authorizationToken });

/** The shipped bundle in this process, whose clock the tests alone move: a warm environment of Lambda's. */
function loadAuthorizer(moreVariables: Record<string, string> = {}) {
  for (const name of Object.values(AUTHORIZE_JWT_ENVIRONMENT)) delete process.env[name];
  Object.assign(process.env, variables(moreVariables));
  jest.isolateModules(() => {
    const { handler } = jest.requireActual<{ handler: (event: object) => Promise<APIGatewayAuthorizerResult> }>(BUNDLE);
    authorize = async (sent) => {
      later(1);
      return handler(event(`Bearer ${sent}`));
    };
  });
}

async function expectServed(sent: string) {
  expect((await authorize(sent)).context).toMatchObject({ issuer: ISSUER, subject: 'ada' });
}

/** The one message that API Gateway answers 401 to. */
const expectRefused = (sent: string) => expect(authorize(sent)).rejects.toThrow(/^Unauthorized$/);
/** API Gateway answers 500 to any other. */
const expectUnchecked = (sent: string) => expect(authorize(sent)).rejects.toThrow(/^The issuer's keys could not be fetched:/);

beforeEach(async () => {
  jest.spyOn(Date, 'now').mockImplementation(() => startedAt + passed);
  jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => new AbortController().signal);
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  issuer = await KeyServer.start(key);
  loadAuthorizer();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await issuer.close();
});

describe('a warm authorizer', () => {
  beforeEach(async () => {
    await expectServed(token(key));
    later(SECOND);
  });

  test('checks tokens with the keys that it has', async () => {
    await expectServed(token(key));
    await expectRefused(`${token(key)}x`);
    expect(issuer.requests).toHaveLength(1);
  });

  test('accepts a new key at once', async () => {
    issuer.keys = [key, nextKey];
    await expectServed(token(nextKey));
    expect(issuer.requests).toHaveLength(2);
  });

  test('asks the issuer once for many tokens with unknown keys, and refuses the others without asking again, as the log tells', async () => {
    await expectRefused(token(new SigningKey()));
    expect(reasons()).toEqual(['signed with an unknown key']);
    for (const made of Array.from({ length: 3 }, () => new SigningKey())) await expectRefused(token(made));
    expect(issuer.requests).toHaveLength(2);
    expect(reasons().slice(1)).toEqual(Array(3).fill('signed with an unknown key, and the issuer was asked for its keys less than 5 s ago'));
  });

  test('refuses tokens with unknown keys while the issuer fails, as the log tells', async () => {
    issuer.state = 'fails';
    await expectRefused(token(new SigningKey()));
    expect(reasons()).toEqual(['signed with an unknown key, and the issuer cannot be reached']);
    await expectServed(token(key));
  });

  test('accepts known keys while unknown ones are sent, and a new one after five seconds', async () => {
    await expectRefused(token(new SigningKey()));
    issuer.keys = [key, nextKey];
    await expectServed(token(key));
    await expectRefused(token(nextKey));
    later(5 * SECOND);
    await expectServed(token(nextKey));
  });

  test.each<[string, object]>([
    ['has expired', { exp: 1 }],
    ['is for another audience', { aud: 'another' }],
    ['is of another issuer', { iss: 'https://evil.example.com' }],
  ])('does not ask for the key of a token that %s', async (_, claims) => {
    await expectRefused(token(new SigningKey(), claims));
    expect(issuer.requests).toHaveLength(1);
  });

  test('keeps no connection open, because Lambda may freeze the function', () => {
    expect(issuer.requests[0].headers.connection).toBe('close');
  });

  test('makes no request wait while it fetches hour-old keys again, and then refuses withdrawn keys', async () => {
    issuer.state = 'hangs';
    issuer.keys = [nextKey];
    later(HOUR);
    await expectServed(token(key));
    issuer.recover();
    await expectServed(token(nextKey));
    later(5 * SECOND);
    await expectRefused(token(key));
  });

  test('replaces a key by another one with the same id', async () => {
    const sameId = new SigningKey(key.keyId);
    issuer.keys = [sameId];
    later(2 * HOUR);
    await expectServed(token(sameId));
    await expectRefused(token(key));
  });

  test('without requests for two hours refuses withdrawn keys from the first token on', async () => {
    issuer.keys = [nextKey];
    later(2 * HOUR);
    await expectRefused(token(key));
    expect(issuer.requests).toHaveLength(2);
  });

  test('keeps its keys when the issuer fails', async () => {
    issuer.state = 'fails';
    later(2 * HOUR);
    await expectServed(token(key));
    await expectServed(token(key));
    expect(issuer.requests).toHaveLength(2);
  });
});

describe('of a key set', () => {
  const { publicKey: encrypting } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { kid, ...unnamed } = key.jwk;
  const published = async (...keys: unknown[]) => {
    issuer.published = keys;
    loadAuthorizer();
    await expectServed(token(key));
  };

  test.each<[string, unknown]>([
    ['null', null], ['a number', 7], ['a text', 'key'], ['a list', []], ['an entry without kty', { kid: 'x' }], ['a key without values', { kty: 'RSA', kid: 'x' }],
    ['a key whose id is null', { ...new SigningKey().jwk, kid: null }], ['a key whose id is a number', { ...new SigningKey().jwk, kid: 7 }],
    ['a secret key', { kty: 'oct', k: 'c2VjcmV0', kid }],
    ['an encryption key of the same id', { ...encrypting.export({ format: 'jwk' }), kid, use: 'enc' }],
    ['an encryption key by its algorithm', { ...encrypting.export({ format: 'jwk' }), kid, alg: 'RSA-OAEP' }],
    ['an encryption key by its operations', { ...encrypting.export({ format: 'jwk' }), kid, key_ops: ['encrypt'] }],
  ])('%s keeps nobody out', async (_, entry) => {
    await published(entry, key.jwk, entry);
  });

  test('the only key is that of a token without a key id, whatever else is no signature key', async () => {
    await published({ ...encrypting.export({ format: 'jwk' }), use: 'enc' }, key.jwk);
    await expectServed(token(key, {}, { kid: undefined }));
    await expectRefused(token(new SigningKey(), {}, { kid: undefined }));
  });

  test('the only key needs no id', async () => {
    await published({ ...unnamed, kid: null });
    await expectServed(token(key, {}, { kid: undefined }));
  });

  test('one of two keys is that of a token only if the token names it', async () => {
    await published(key.jwk, nextKey.jwk);
    await expectRefused(token(key, {}, { kid: undefined }));
  });

  test('the only key may be replaced: a signature that it did not make makes the authorizer ask again', async () => {
    await published(unnamed);
    const { kid: _, ...next } = nextKey.jwk;
    issuer.published = [next];
    later(SECOND);
    await expectServed(token(nextKey, {}, { kid: undefined }));
  });

  test('keys of another type and the same id do not hide it', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await published({ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig' }, key.jwk);
  });
});

describe('a token', () => {
  const seconds = (from: number) => Math.floor(Date.now() / SECOND) + from;

  test('may begin to be valid within seconds, and not later', async () => {
    await expectServed(token(key, { nbf: seconds(5) }));
    await expectRefused(token(key, { nbf: seconds(60) }));
    expect(reasons()).toEqual(['not yet valid']);
  });

  test('is not valid for one second longer than it says', async () => {
    await expectRefused(token(key, { exp: seconds(-1) }));
    expect(reasons()).toEqual(['expired']);
  });

  test.each<[string, object, object, string]>([
    ['has a critical parameter that is not known', {}, { crit: ['exp'], exp: 1 }, 'with critical header parameters'],
    ['has an empty list of critical parameters', {}, { crit: [] }, 'with critical header parameters'],
    ['is a logout token', {}, { typ: 'logout+jwt' }, 'of another type of token'],
    ['is a logout token by its claim', { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }, {}, 'of another type of token'],
    ['has a number as its type', {}, { typ: 7 }, 'of another type of token'],
    ['is an application\'s own', { client_id: 'ada' }, {}, 'an application\'s own token'],
    ['is an application\'s own, of another issuer\'s kind', { azp: 'shop', sub: 'shop@clients' }, {}, 'an application\'s own token'],
    ['is an application\'s own, whose id is in cid', { cid: 'ada' }, {}, 'an application\'s own token'],
    ['is an application\'s own by the grant', { gty: 'client-credentials' }, {}, 'an application\'s own token'],
    ['is an application\'s own by the type of identity', { idtyp: 'app' }, {}, 'an application\'s own token'],
    ['has no subject', { sub: undefined }, {}, 'without the claim of the customer\'s id'],
    ['never expires', { exp: undefined }, {}, 'without an expiry'],
    ['is no token', { sub: 7 }, {}, 'malformed'],
  ])('that %s is refused, and the log says so', async (_, claims, header, reason) => {
    await expectRefused(token(key, claims, header));
    expect(reasons()).toEqual([reason]);
  });

  test.each([undefined, 'jwt', 'JWT', 'at+jwt', 'application/at+JWT'])('of the type %s is served', async (typ) => {
    await expectServed(token(key, { client_id: 'shop', azp: 'shop' }, { typ }));
  });

  test('of another issuer is logged with that issuer, unless it could be something else', async () => {
    await expectRefused(token(key, { iss: `${ISSUER}/` }));
    await expectRefused(token(key, { iss: 'https://evil.example.com/?SENTINEL' }));
    expect(lines()).toEqual([
      { level: 'WARN', message: 'Token refused', reason: 'another issuer', issuerWanted: ISSUER, issuerFound: `${ISSUER}/` },
      { level: 'WARN', message: 'Token refused', reason: 'another issuer', issuerWanted: ISSUER },
    ]);
  });

  test('needs the claims that are required', async () => {
    loadAuthorizer({ [AUTHORIZE_JWT_ENVIRONMENT.requiredClaims]: '["email"]' });
    await expectServed(token(key, { email: 'ada@example.com' }));
    for (const email of [undefined, null, '']) await expectRefused(token(key, { email }));
    expect(reasons()).toEqual(Array(3).fill('without a required claim'));
  });

  test.each([{ scope: 'openid chat:start chat:read' }, { scp: ['chat:read', 'chat:start'] }, { scp: 'chat:read chat:start' }])('needs all scopes that are required: %j', async (scopes) => {
    loadAuthorizer({ [AUTHORIZE_JWT_ENVIRONMENT.requiredScopes]: '["chat:start","chat:read"]' });
    await expectServed(token(key, scopes));
    for (const less of [{}, { scope: 'chat:start' }, { scope: 'chat:start,chat:read' }, { scp: ['chat:start'] }]) await expectRefused(token(key, less));
    expect(reasons()).toEqual(Array(4).fill('without a required scope'));
  });

  test('names its customer by the claim that is chosen', async () => {
    loadAuthorizer({ [AUTHORIZE_JWT_ENVIRONMENT.customerIdClaim]: 'oid' });
    expect((await authorize(token(key, { oid: 'person-1' }))).context).toMatchObject({ issuer: ISSUER, subject: 'person-1' });
    expect((await authorize(token(key, { oid: 7, sub: undefined }))).context).toMatchObject({ subject: '7' });
    for (const oid of [undefined, null, '', {}, ['person-1'], 1.5, true]) await expectRefused(token(key, { oid }));
    expect(reasons()).toEqual(Array(7).fill('without the claim of the customer\'s id'));
  });
});

describe('a cold authorizer', () => {
  test('whose issuer fails calls no token invalid, and accepts tokens as soon as it has keys', async () => {
    await expectServed(token(key));
    issuer.state = 'fails';
    loadAuthorizer();
    await expectUnchecked(token(key));
    issuer.recover();
    await expectServed(token(key));
  });

  test('whose issuer hangs says so before the function times out', async () => {
    const clock = await MovedClock.listen();
    issuer.state = 'hangs';
    issuer.onHang = () => clock.pass(FETCH_LIMIT, LAMBDA_LIMIT);
    const host = new FunctionHost({
      codeDir: BUNDLE, handler: 'index.handler', environment: { ...variables(), ...clock.environment }, timeoutSeconds: 20, memoryMiB: 256, region: 'us-east-1',
    });
    try {
      expect(await host.invoke(event(`Bearer ${token(key)}`))).toMatchObject({ timedOut: false, functionError: { errorMessage: expect.stringMatching(/^The issuer's keys could not be fetched: /) } });
      expect(clock.passedMs).toBeLessThan(LAMBDA_LIMIT);
    } finally {
      await host.close();
      await clock.close();
    }
  });
});
