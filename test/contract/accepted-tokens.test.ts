import { type CfnElement, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { ChatApp, startChatApp } from './chat-app';
import { AcceptedToken, ChatAccess, ChatSessionStore, CognitoAccessOptions, JwtAccessOptions } from '../../src';
import { INSTANCE_ARN } from '../fixtures';

const ISSUER = 'https://login.example.com/';
const USER_POOL = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123';

type Claims = Record<string, unknown>;

const apps: ChatApp[] = [];
afterEach(() => Promise.all(apps.splice(0).map((app) => app.close())));

/** The status of a request with a token, what Connect heard of the customer, and why the token was refused. */
async function send(app: ChatApp, claims: Claims, body: object = {}) {
  const [requests, lines] = [app.connect.requests.length, app.logs.length];
  const response = await app.request({ headers: { Authorization: `Bearer ${app.issuer.signToken(claims)}` }, body: JSON.stringify(body) });
  const heard = app.connect.requests.slice(requests).map((request) => JSON.parse(request.body) as Claims).at(-1);
  const refusals = app.logs.slice(lines).flatMap((line) => /"message":"Token refused","reason":"([^"]+)"/.exec(line)?.[1] ?? []);
  const { data } = await response.json() as { data: { persistentChat?: { outcome: string; resumeHandle?: string } } };
  return { status: response.status, customer: heard?.CustomerId, clientToken: heard?.ClientToken, refusals, ...data.persistentChat };
}

async function chatApp(props: Parameters<typeof startChatApp>[0]): Promise<ChatApp> {
  const app = await startChatApp(props);
  apps.push(app);
  return app;
}

/** With the claims of an access token. */
async function userPoolApp(options: CognitoAccessOptions, namesClient = true) {
  let claims: Claims = {};
  const app = await chatApp((stack) => {
    const pool = new cognito.UserPool(stack, 'Pool');
    const client = pool.addClient('Website');
    const [poolId, clientId] = [pool, client].map(({ node }) => stack.getLogicalId(node.defaultChild as CfnElement));
    claims = { iss: `https://cognito-idp.us-east-1.amazonaws.com/${poolId}`, client_id: clientId, sub: 'ada', token_use: 'access', scope: 'openid chat/start' };
    return { access: ChatAccess.cognito([pool], { ...options, ...(namesClient && { userPoolClients: [client] }) }) };
  });
  return { app, claims };
}

describe('access tokens of a user pool', () => {
  const ACCESS = { acceptedToken: AcceptedToken.ACCESS };

  test('are accepted of the named app clients, and ID tokens are not', async () => {
    const { app, claims } = await userPoolApp(ACCESS);
    expect(await send(app, claims)).toMatchObject({ status: 200, customer: 'ada' });
    expect(await send(app, { ...claims, client_id: 'another' })).toMatchObject({ status: 401, refusals: ['another app client'] });
    expect(await send(app, { ...claims, client_id: undefined, aud: claims.client_id })).toMatchObject({ status: 401, refusals: ['another app client'] });
    expect(await send(app, { ...claims, token_use: 'id', aud: claims.client_id })).toMatchObject({ status: 401, refusals: ['an ID token, but access tokens are accepted'] });
    expect(await send(app, { ...claims, sub: claims.client_id })).toMatchObject({ status: 401, refusals: ['an application\'s own token'] });
  });

  test('are accepted of every app client when none is named, and of no other pool', async () => {
    const { app, claims } = await userPoolApp(ACCESS, false);
    expect(await send(app, { ...claims, client_id: 'any' })).toMatchObject({ status: 200, customer: 'ada' });
    expect(await send(app, { ...claims, iss: `${claims.iss}2` })).toMatchObject({ status: 401, refusals: ['another issuer'] });
  });

  test('need each required scope', async () => {
    const { app, claims } = await userPoolApp({ ...ACCESS, requiredScopes: ['openid', 'chat/start'] });
    expect((await send(app, claims)).status).toBe(200);
    expect(await send(app, { ...claims, scope: 'chat/start' })).toMatchObject({ status: 401, refusals: ['without a required scope'] });
  });

  test('are refused where ID tokens are wanted, and the log says so', async () => {
    const { app, claims } = await userPoolApp({});
    expect(await send(app, claims)).toMatchObject({ status: 401, refusals: ['an access token, but ID tokens are accepted'] });
  });

  test.each<[string, Partial<JwtAccessOptions>, number, string[]]>([
    ['are accepted with the prop', ACCESS, 200, []],
    ['are refused without it, and the log names it', {}, 401, ['an access token of a user pool, which acceptedToken would allow']],
  ])('whose pool is the issuer of ChatAccess.jwt %s', async (_, options, status, refusals) => {
    const app = await chatApp({ access: ChatAccess.jwt({ issuer: USER_POOL, audience: ['client'], ...options }) });
    expect(await send(app, { iss: USER_POOL, client_id: 'client', token_use: 'access', sub: 'ada' })).toMatchObject({ status, refusals });
  });
});

test('client_id is no audience with another issuer', async () => {
  const app = await chatApp({ access: ChatAccess.jwt({ issuer: ISSUER, audience: ['chat'], acceptedToken: AcceptedToken.ACCESS }) });
  expect((await send(app, { iss: ISSUER, sub: 'ada', aud: 'chat', client_id: 'shop' })).status).toBe(200);
  expect(await send(app, { iss: ISSUER, sub: 'ada', client_id: 'chat', token_use: 'access' })).toMatchObject({ status: 401, refusals: ['another audience'] });
});

describe('the claim that identifies the customer', () => {
  const access = ChatAccess.jwt({ issuer: ISSUER, audience: ['chat'], customerIdClaim: 'oid', customerIdPrefix: 'entra:' });
  const token = { iss: ISSUER, aud: 'chat', sub: 'of-this-app', oid: 'person' };

  test('is what Connect is told, and what keys and handles belong to', async () => {
    const app = await chatApp({ access });
    const first = await send(app, token, { ClientToken: 'key' });
    const ofOtherApp = await send(app, { ...token, sub: 'of-another-app' }, { ClientToken: 'key' });
    const other = await send(app, { ...token, oid: 'somebody' }, { ClientToken: 'key' });
    expect([first.customer, ofOtherApp.customer, other.customer]).toEqual(['entra:person', 'entra:person', 'entra:somebody']);
    expect(ofOtherApp.clientToken).toBe(first.clientToken);
    expect(other.clientToken).not.toBe(first.clientToken);
    const PersistentChat = { SourceContactId: first.resumeHandle };
    expect(await send(app, { ...token, oid: 'somebody' }, { PersistentChat })).toMatchObject({ outcome: 'NOT_REHYDRATED' });
    expect(await send(app, { ...token, oid: undefined })).toMatchObject({ status: 401, refusals: ['without the claim of the customer\'s id'] });
  });

  test('is in the token that the local command hands out', async () => {
    const app = await chatApp({ access: ChatAccess.jwt({ issuer: ISSUER, audience: ['chat'], customerIdClaim: 'oid', requiredClaims: ['email'], requiredScopes: ['chat'] }) });
    const authorization = `Bearer ${await (await fetch(`${app.issuer.tokenUrl}?sub=ada`)).text()}`;
    expect((await app.request({ headers: { Authorization: authorization }, body: '{}' })).status).toBe(200);
    expect(JSON.parse(app.connect.requests[0].body).CustomerId).toBe('ada');
  });

  test('is whose running chat the store gives back', async () => {
    const app = await chatApp((stack: Stack) => ({ access, sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ARN }) }));
    const outcomes = [];
    for (const claims of [token, { ...token, sub: 'of-another-app' }, { ...token, oid: 'somebody' }]) outcomes.push((await send(app, claims)).outcome);
    expect(outcomes).toEqual(['NEW', 'RESUMED', 'NEW']);
  });
});
