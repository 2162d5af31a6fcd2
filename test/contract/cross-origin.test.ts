import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ChatApp, ORIGIN, startChatApp } from './chat-app';
import { ChatAccess, PersistentChatProps } from '../../src';

const OTHER_ORIGIN = 'https://other.example';
const apps: ChatApp[] = [];
afterEach(() => Promise.all(apps.splice(0).map((app) => app.close())));

async function chatApp(props: Parameters<typeof startChatApp>[0]): Promise<ChatApp> {
  const app = await startChatApp(props);
  apps.push(app);
  return app;
}

/** An own authorizer that reads these headers. */
function reading(...headers: string[]) {
  return (stack: Stack, props: Partial<PersistentChatProps> = {}) => {
    const handler = new lambda.Function(stack, 'Own', {
      runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromAsset(join(__dirname, 'always-ada')),
    });
    const authorizer = new apigateway.RequestAuthorizer(stack, 'Authorizer', { handler, identitySources: headers.map((name) => apigateway.IdentitySource.header(name)) });
    return { access: ChatAccess.authorizer(authorizer), ...props };
  };
}

async function preflight(app: ChatApp, origin = ORIGIN) {
  const { status, headers } = await app.request({ method: 'OPTIONS', headers: { 'Origin': origin, 'Access-Control-Request-Method': 'POST' } });
  return { status, origin: headers.get('access-control-allow-origin'), credentials: headers.get('access-control-allow-credentials'), headers: headers.get('access-control-allow-headers') };
}

async function post(app: ChatApp, headers: Record<string, string>) {
  const response = await app.request({ headers: { Origin: ORIGIN, ...headers }, body: '{}' });
  return [response.status, response.headers.get('access-control-allow-origin'), response.headers.get('access-control-allow-credentials')];
}

describe('credentials', () => {
  test.each([[[ORIGIN], 'true'], [[OTHER_ORIGIN, ORIGIN], null]])('are allowed where the prop says so, with %j allowed; API Gateway\'s own answers say: %s', async (allowedOrigins, ofGateway) => {
    const app = await chatApp((stack) => reading('Cookie')(stack, { allowCredentials: true, allowedOrigins }));
    expect(await preflight(app)).toMatchObject({ status: 204, origin: ORIGIN, credentials: 'true' });
    expect(await post(app, { Cookie: 'session=1' })).toEqual([200, ORIGIN, 'true']);
    expect(await post(app, {})).toEqual([401, ORIGIN, ofGateway]);
  });

  test('are not allowed to the pages of other origins', async () => {
    const app = await chatApp({ allowCredentials: true });
    expect(await preflight(app, OTHER_ORIGIN)).toMatchObject({ status: 403, origin: null, credentials: null });
    expect(await post(app, { Origin: OTHER_ORIGIN })).toEqual([403, null, null]);
  });

  test.each([[{}], [{ allowedOrigins: ['*'] }], [{ allowCredentials: false }]])('are not allowed by default: %j', async (props) => {
    const app = await chatApp(props);
    expect((await preflight(app)).credentials).toBeNull();
    expect((await post(app, {}))[2]).toBeNull();
  });
});

describe('the headers that a page may send', () => {
  const TRACING = ['traceparent', 'tracestate', 'baggage', 'sentry-trace', 'X-Requested-With'];
  const allowed = async (app: ChatApp) => (await preflight(app)).headers?.split(', ') ?? [];

  test('include those of tracing libraries', async () => {
    expect(await allowed(await chatApp({}))).toEqual(expect.arrayContaining(TRACING));
  });

  test('include those that the construct\'s user lists, each once', async () => {
    const headers = await allowed(await chatApp({ allowedHeaders: ['X-Shop', 'authorization', 'x-shop'] }));
    expect(headers.filter((header) => /^x-shop$|^authorization$/i.test(header))).toEqual(['Authorization', 'X-Shop']);
  });

  test('include those that an own authorizer reads, but no cookie', async () => {
    const headers = await allowed(await chatApp((stack) => reading('X-Shop-Session', 'Cookie')(stack, { allowCredentials: true })));
    expect(headers).toEqual(expect.arrayContaining(['X-Shop-Session', ...TRACING]));
    expect(headers).not.toContain('Cookie');
  });
});

test.each([
  ['https://shop.example.com', 204, 200],
  ['https://a.b-c.example.com', 204, 200],
  ['https://example.com', 403, 403],
  ['https://example.com.evil', 403, 403],
  ['https://shop.example.com.evil', 403, 403],
  ['https://evilexample.com', 403, 403],
  ['https://shop.exampleXcom', 403, 403],
  ['https://.example.com', 403, 403],
  ['http://shop.example.com', 403, 403],
  ['https://shop.example.com:8443', 403, 403],
  ['https://evil.com/.example.com', 403, 403],
  ['https://evil.com#.example.com', 403, 403],
  ['https://user@shop.example.com', 403, 403],
  ['null', 403, 403],
])('with https://*.example.com allowed, %s gets %i for the preflight and %i for the request', async (origin, preflighted, served) => {
  const app = await chatApp({ allowedOrigins: [OTHER_ORIGIN, 'https://*.example.com'] });
  const echoed = served === 200 ? origin : null;
  expect(await preflight(app, origin)).toMatchObject({ status: preflighted, origin: echoed });
  expect(await post(app, { Origin: origin })).toEqual([served, echoed, null]);
});

test('a pattern may have a port, and is the one allowed origin of an API', async () => {
  const app = await chatApp({ allowedOrigins: ['http://*.shop.localhost:3000'], allowCredentials: true });
  const origin = 'http://a.shop.localhost:3000';
  expect(await preflight(app, origin)).toMatchObject({ status: 204, origin, credentials: 'true' });
  expect(await post(app, { Origin: origin })).toEqual([200, origin, 'true']);
  const ofGateway = await app.request({ method: 'PUT', headers: { Origin: origin } });
  expect([ofGateway.headers.get('access-control-allow-origin'), ofGateway.headers.get('access-control-allow-credentials')]).toEqual([origin, null]);
});
