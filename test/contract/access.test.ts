import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { join } from 'node:path';
import { type CfnElement, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ChatApp, ORIGIN, startChatApp } from './chat-app';
import { expectError } from './expect-error';
import { LocalIssuer } from '../../local/aws/issuer/local-issuer';
import { SigningKey } from '../../local/aws/issuer/signing-key';
import { ChatAccess } from '../../src';

const ISSUER = 'https://login.example.com/';
const AUDIENCE = 'https://chat.example.com';
const AUTHENTICATED = { 'connect:CustomerAuthentication': { ValueMap: { Status: { ValueString: 'AUTHENTICATED' } } } };
const HOUR = 3600;

let app: ChatApp;

const now = () => Math.floor(Date.now() / 1000);

function start(authorization: string | undefined, body: object = {}) {
  const headers: Record<string, string> = { Origin: ORIGIN, ...(authorization !== undefined && { Authorization: authorization }) };
  return app.request({ headers, body: JSON.stringify(body) });
}

/** Refused by API Gateway, in the contract's words, before the start-chat function. */
async function expectRefused(authorization: string | undefined, status = 401, code = 'Unauthorized') {
  const [calls, lines] = [app.connect.requests.length, startChatLines()];
  await expectError(await start(authorization), status, code);
  expect([app.connect.requests.length, startChatLines()]).toEqual([calls, lines]);
}

const startChatLines = () => app.logs.filter((line) => line.includes('functionRequestId')).length;

/** What Connect was asked for. */
async function startedChat(authorization: string, body: object = {}) {
  const response = await start(authorization, body);
  expect(response.status).toBe(200);
  return JSON.parse(app.connect.requests.at(-1)!.body) as Record<string, unknown>;
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function changed(token: string, claims: object): string {
  const [header, payload, signature] = token.split('.');
  return [header, encoded({ ...JSON.parse(Buffer.from(payload, 'base64url').toString()), ...claims }), signature].join('.');
}

type Claims = Record<string, unknown>;

function unsigned(issuer: LocalIssuer, claims: Claims, alg: string): string {
  return `${encoded({ alg, kid: issuer.key.keyId })}.${issuer.signToken(claims).split('.')[1]}`;
}

/** Tokens that must be refused, made from the claims of a valid one. */
const BAD_TOKENS: [string, (issuer: LocalIssuer, claims: Claims) => string][] = [
  ['of another issuer', (issuer, claims) => issuer.signToken({ ...claims, iss: 'https://evil.example.com/' })],
  ['of the issuer in another spelling', (issuer, claims) => issuer.signToken({ ...claims, iss: String(claims.iss).toUpperCase() })],
  ['that has expired', (issuer, claims) => issuer.signToken({ ...claims, exp: now() - 1 })],
  ['that never expires', (issuer, claims) => issuer.signToken({ ...claims, exp: undefined })],
  ['that is not valid yet', (issuer, claims) => issuer.signToken({ ...claims, nbf: now() + HOUR })],
  ['without a signature (alg none)', (issuer, claims) => `${unsigned(issuer, claims, 'none')}.`],
  ['with alg none and a signature', (issuer, claims) => `${unsigned(issuer, claims, 'none')}.${issuer.signToken(claims).split('.')[2]}`],
  ['with an HMAC made with the public key', (issuer, claims) => {
    const text = unsigned(issuer, claims, 'HS256');
    return `${text}.${createHmac('sha256', issuer.key.publicKeyPem).update(text).digest('base64url')}`;
  }],
  ['signed by another key', (_, claims) => new SigningKey().sign({ ...claims, exp: now() + HOUR })],
  ['signed by another key that takes the key id', ({ key }, claims) => new SigningKey(key.keyId).sign({ ...claims, exp: now() + HOUR })],
  ['changed for another customer', (issuer, claims) => changed(issuer.signToken(claims), { sub: 'victim' })],
  ['whose time was changed', (issuer, claims) => changed(issuer.signToken({ ...claims, exp: now() - 1 }), { exp: now() + HOUR })],
  ['cut off', (issuer, claims) => issuer.signToken(claims).slice(0, -10)],
  ['that is no token', () => 'a.b.c'],
];

describe('JSON web tokens', () => {
  const claims = { iss: ISSUER, aud: AUDIENCE, sub: 'ada', email: 'ada@example.com' };
  beforeAll(async () => {
    app = await startChatApp({ access: ChatAccess.jwt({ issuer: ISSUER, audience: ['other', AUDIENCE], attributeClaims: { email: 'Email' } }) });
  });
  afterAll(() => app.close());

  test('a valid one is served as its customer', async () => {
    expect(await startedChat(`Bearer ${app.issuer.signToken(claims)}`)).toMatchObject({
      CustomerId: 'ada', SegmentAttributes: AUTHENTICATED, Attributes: { customerName: 'Customer', Email: 'ada@example.com' },
    });
  });

  test('an idempotency key is its customer\'s alone', async () => {
    const tokenOf = async (sub: string) => (await startedChat(`Bearer ${app.issuer.signToken({ ...claims, sub })}`, { ClientToken: 'key' })).ClientToken;
    expect(await tokenOf('ada')).toBe(await tokenOf('ada'));
    expect(await tokenOf('ada')).not.toBe(await tokenOf('eve'));
  });

  test.each([undefined, '', 'Bearer', 'Bearer ', 'Basic YTpi', 'Bearer a.b', 'Bearer a.b.c.d', 'Bearer {}.{}.{}'])('are required: %j is refused by API Gateway without calling a function', async (authorization) => {
    const judged = () => app.logs.filter((line) => line.includes('Token refused')).length;
    const before = judged();
    await expectRefused(authorization);
    expect(judged()).toBe(before);
  });

  test('for another audience are refused', async () => {
    await expectRefused(`Bearer ${app.issuer.signToken({ ...claims, aud: 'https://other.example.com' })}`);
    await expectRefused(`Bearer ${app.issuer.signToken({ ...claims, aud: undefined })}`);
  });

  test.each(['', undefined, 7, null])('with %j as subject are refused', (sub) => expectRefused(`Bearer ${app.issuer.signToken({ ...claims, sub })}`));

  test.each(BAD_TOKENS)('one %s is refused', (_, token) => expectRefused(`Bearer ${token(app.issuer, claims)}`));

  test('with unknown keys, one after the other, set off no error of the server', async () => {
    const forged = () => new SigningKey().sign({ ...claims, exp: now() + HOUR });
    for (let sent = 0; sent < 4; sent += 1) await expectRefused(`Bearer ${forged()}`);
    expect(app.logs.join()).toContain('"reason":"signed with an unknown key, and the issuer was asked for its keys less than 5 s ago"');
  });

  test('that are refused are logged with a reason, and not quoted', async () => {
    const token = app.issuer.signToken({ ...claims, sub: 'SENTINEL', exp: now() - 1 });
    await expectRefused(`Bearer ${token}`);
    expect(app.logs).toContain('{"level":"WARN","message":"Token refused","reason":"expired"}');
    expect(app.logs.join()).not.toMatch(new RegExp(`SENTINEL|${token.split('.')[1]}`));
  });
});

/** With the claims of an ID token that its app client's customer has. */
async function startUserPoolApp(onlyItsClient = false) {
  let claims: Claims = {};
  const started = await startChatApp((stack) => {
    const pool = new cognito.UserPool(stack, 'Pool');
    const client = pool.addClient('Website');
    const [poolId, clientId] = [pool, client].map(({ node }) => stack.getLogicalId(node.defaultChild as CfnElement));
    claims = { iss: `https://cognito-idp.us-east-1.amazonaws.com/${poolId}`, aud: clientId, sub: 'ada', token_use: 'id', email: 'ada@example.com' };
    return { access: ChatAccess.cognito([pool], { attributeClaims: { email: 'Email' }, ...(onlyItsClient && { userPoolClients: [client] }) }) };
  });
  return { started, claims };
}

describe('a user pool\'s customers', () => {
  let claims: Claims;
  beforeAll(async () => ({ started: app, claims } = await startUserPoolApp()));
  afterAll(() => app.close());

  test.each(['', 'Bearer '])('are served as themselves, with "%s" before the token', async (scheme) => {
    expect(await startedChat(`${scheme}${app.issuer.signToken(claims)}`)).toMatchObject({
      CustomerId: 'ada', SegmentAttributes: AUTHENTICATED, Attributes: { Email: 'ada@example.com' },
    });
  });

  test.each([undefined, '', 'Basic YTpi'])('need a token: %j is refused', (authorization) => expectRefused(authorization));

  test('are refused with a token of another user pool', () => expectRefused(app.issuer.signToken({ ...claims, iss: `${claims.iss}2` })));

  test('need an id token', () => expectRefused(app.issuer.signToken({ ...claims, token_use: 'access' })));

  test.each(BAD_TOKENS)('with a token %s are refused', (_, token) => expectRefused(token(app.issuer, claims)));
});

describe('a user pool\'s customers, limited to one app client', () => {
  let claims: Claims;
  beforeAll(async () => ({ started: app, claims } = await startUserPoolApp(true)));
  afterAll(() => app.close());

  test.each(['', 'Bearer ', 'bearer '])('are served as themselves, with "%s" before the token', async (scheme) => {
    expect(await startedChat(`${scheme}${app.issuer.signToken(claims)}`)).toMatchObject({
      CustomerId: 'ada', SegmentAttributes: AUTHENTICATED, Attributes: { Email: 'ada@example.com' },
    });
  });

  test('are the same customers as before the app client was named', async () => {
    const restricted = app;
    const named = await startedChat(app.issuer.signToken(claims), { ClientToken: 'key' });
    const { started } = await startUserPoolApp();
    try {
      app = started;
      expect((await startedChat(app.issuer.signToken(claims), { ClientToken: 'key' })).ClientToken).toBe(named.ClientToken);
    } finally {
      await started.close();
      app = restricted;
    }
  });

  test('are served with the token that the local command hands out', async () => {
    const token = await (await fetch(`${app.issuer.tokenUrl}?sub=ada`)).text();
    expect(await startedChat(token)).toMatchObject({ CustomerId: 'ada' });
  });

  test('are refused with a token of another app client', () => expectRefused(app.issuer.signToken({ ...claims, aud: 'another' })));

  test('are refused with an access token, which names its app client elsewhere', () => (
    expectRefused(app.issuer.signToken({ ...claims, aud: undefined, client_id: claims.aud, token_use: 'access' }))
  ));

  test.each(['access', undefined])('are refused with a token for the use %j, whatever its audience', (use) => (
    expectRefused(app.issuer.signToken({ ...claims, token_use: use }))
  ));

  test.each(BAD_TOKENS)('are refused with a token %s', (_, token) => expectRefused(token(app.issuer, claims)));
});

describe('customers of the user\'s own authorizer', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const session = (claims: object, key = privateKey) => {
    const text = encoded({ customer: 'ada', tier: 'gold', expires: Date.now() + HOUR * 1000, ...claims });
    return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`;
  };

  function authorizer(stack: Stack) {
    const handler = new lambda.Function(stack, 'Own', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(join(__dirname, '../../examples/custom-authorizer/session-authorizer')),
      environment: { SHOP_KEY: publicKey.export({ format: 'der', type: 'spki' }).toString('base64') },
    });
    return new apigateway.TokenAuthorizer(stack, 'Authorizer', { handler });
  }
  beforeAll(async () => {
    app = await startChatApp((stack) => ({ access: ChatAccess.authorizer(authorizer(stack), { identifyCustomer: true, attributeClaims: { tier: 'tier' } }) }));
  });
  afterAll(() => app.close());

  test('are served as the customer that it names', async () => {
    expect(await startedChat(session({}))).toMatchObject({ CustomerId: 'ada', SegmentAttributes: AUTHENTICATED, Attributes: { tier: 'gold' } });
  });

  test.each<[string, () => string | undefined]>([
    ['no session', () => undefined],
    ['a session that has expired', () => session({ expires: Date.now() - 1 })],
    ['a session of another key', () => session({}, generateKeyPairSync('ed25519').privateKey)],
    ['a session changed for another customer', () => session({}).replace(/^[^.]+/, encoded({ customer: 'eve', expires: Date.now() + HOUR }))],
    ['a session with the signature of another', () => `${session({}).split('.')[0]}.${session({ customer: 'eve' }).split('.')[1]}`],
    ['a session without a signature', () => session({}).split('.')[0]],
    ['words', () => 'let me in'],
  ])('are refused with %s', (_, authorization) => expectRefused(authorization()));
});
