import { Duration } from 'aws-cdk-lib';
import { CfnMethod } from 'aws-cdk-lib/aws-apigateway';
import { ChatApp, ORIGIN, startChatApp } from './chat-app';
import { expectError } from './expect-error';
import { ChatAccess } from '../../src';
import { signedHeaders } from '../local/aws/rest-api/signed-request';

const FOREIGN_ORIGIN = 'https://evil.example';
const apps: ChatApp[] = [];

async function chatApp(...options: Parameters<typeof startChatApp>): Promise<ChatApp> {
  const app = await startChatApp(...options);
  apps.push(app);
  return app;
}
afterEach(() => Promise.all(apps.splice(0).map((app) => app.close())));

const fromPage = { headers: { Origin: ORIGIN }, body: '{}' };

describe('the endpoint', () => {
  test.each(['/Prod', '/Prod/'])('is POST on %s', async (path) => {
    const app = await chatApp();
    expect((await app.request({ body: '{}' }, path)).status).toBe(200);
  });

  test.each([['GET', '/Prod/'], ['PUT', '/Prod/'], ['DELETE', '/Prod/'], ['POST', '/Prod/chats']])('is not %s %s', async (method, path) => {
    const app = await chatApp();
    await expectError(await app.request({ method, headers: { Origin: ORIGIN } }, path), 403, 'MissingAuthentication');
    expect(app.connect.requests).toEqual([]);
  });
});

describe('the preflight', () => {
  const preflight = (origin?: string) => ({ method: 'OPTIONS', headers: { ...(origin && { Origin: origin }), 'Access-Control-Request-Method': 'POST' } });

  test.each([[[ORIGIN]], [['https://other.example', ORIGIN]]])('from a listed origin is answered for it, with %j allowed', async (allowedOrigins) => {
    const app = await chatApp({ allowedOrigins });
    const { status, headers } = await app.request(preflight(ORIGIN));
    expect(status).toBe(204);
    expect(Object.fromEntries(headers)).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-methods': 'OPTIONS, POST',
      'access-control-allow-headers': 'Content-Type, Authorization, X-Amz-Date, X-Api-Key, X-Amz-Security-Token, '
        + 'X-Amz-User-Agent, X-Amz-Content-Sha256, x-aws-waf-token, Idempotency-Key, traceparent, tracestate, baggage, sentry-trace, X-Requested-With',
      'vary': 'Origin',
    });
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  });

  test('from any origin is answered when every origin is allowed', async () => {
    const app = await chatApp({ allowedOrigins: ['*'] });
    const { status, headers } = await app.request(preflight(FOREIGN_ORIGIN));
    expect([status, headers.get('access-control-allow-origin')]).toEqual([204, '*']);
  });

  test.each([[[ORIGIN]], [['https://other.example', ORIGIN]], [[]]])('from another origin is 403, with %j allowed', async (allowedOrigins) => {
    const app = await chatApp({ allowedOrigins });
    await expectError(await app.request(preflight(FOREIGN_ORIGIN)), 403, 'OriginNotAllowed', null);
  });

  test('depends on the Origin header, not on the query', async () => {
    const app = await chatApp();
    await expectError(await app.request(preflight(FOREIGN_ORIGIN), `?Origin=${ORIGIN}`), 403, 'OriginNotAllowed', null);
  });

  test('needs no credentials', async () => {
    const app = await chatApp({ access: ChatAccess.iam() });
    expect((await app.request(preflight(ORIGIN))).status).toBe(204);
  });
});

describe('an answer that API Gateway makes itself', () => {
  test('throttled: 429 with Retry-After', async () => {
    const burstLimit = 2;
    const app = await chatApp({ throttle: { rateLimit: 0.001, burstLimit } });
    const responses = [];
    for (let sent = 0; sent <= burstLimit; sent += 1) {
      responses.push(await app.request(fromPage));
    }
    expect(responses.map(({ status }) => status)).toEqual([...Array(burstLimit).fill(200), 429]);
    expect(responses[burstLimit].headers.get('retry-after')).toBe('1');
    await expectError(responses[burstLimit], 429, 'TooManyRequests');
  });

  test('too large for API Gateway: 413', async () => {
    const app = await chatApp();
    await expectError(await app.request({ ...fromPage, body: ' '.repeat(10 * 1024 * 1024 + 1) }), 413, 'RequestTooLarge');
  });

  test('function that crashes: 502', async () => {
    const app = await chatApp({}, {}, (chat) => chat.startChatFunction.addEnvironment('CONTACT_FLOW_IDS', ''));
    await expectError(await app.request(fromPage), 502, 'InternalError');
  });

  test('function that takes longer than API Gateway waits: 504', async () => {
    const app = await chatApp({}, {}, (chat) => {
      const [method] = chat.api.methods.filter(({ httpMethod }) => httpMethod === 'POST');
      (method.node.defaultChild as CfnMethod).addPropertyOverride('Integration.TimeoutInMillis', 50);
    });
    app.connect.failNext('hang', 3);
    await expectError(await app.request(fromPage), 504, 'InternalError');
  });

  test('readable from the page with any of several allowed origins', async () => {
    const app = await chatApp({ allowedOrigins: ['https://other.example', ORIGIN] });
    await expectError(await app.request({ method: 'PUT', headers: { Origin: ORIGIN } }), 403, 'MissingAuthentication');
  });

  test('readable from every page when every origin is allowed', async () => {
    const app = await chatApp({ allowedOrigins: ['*'] });
    await expectError(await app.request({ method: 'PUT' }), 403, 'MissingAuthentication', '*');
  });
});

describe('IAM, the default access', () => {
  const iamApp = () => chatApp({ access: undefined });

  test('serves a signed request', async () => {
    const app = await iamApp();
    const response = await app.request({ body: '{}', headers: await signedHeaders(app.url, '{}', app) });
    expect(response.status).toBe(200);
  });

  test('refuses an unsigned request, and Connect is not called', async () => {
    const app = await iamApp();
    await expectError(await app.request(fromPage), 403, 'MissingAuthentication');
    expect(app.connect.requests).toEqual([]);
  });

  test.each([
    ['another secret', { credentials: { accessKeyId: 'AKIALOCALACCESSKEY00', secretAccessKey: 'guessed' } }],
    ['another Region', { region: 'eu-west-3' }],
    ['another service', { service: 'lambda' }],
    ['a time long past', { signingDate: new Date(Date.now() - Duration.hours(1).toMilliseconds()) }],
  ])('refuses a request signed with %s', async (_, difference) => {
    const app = await iamApp();
    const headers = await signedHeaders(app.url, '{}', { credentials: app.credentials, region: app.region, ...difference });
    await expectError(await app.request({ body: '{}', headers: { ...headers, Origin: ORIGIN } }), 403, 'Unauthorized');
    expect(app.connect.requests).toEqual([]);
  });

  test('refuses a body that was changed after signing', async () => {
    const app = await iamApp();
    const headers = await signedHeaders(app.url, '{}', app);
    await expectError(await app.request({ body: '{"customerName":"Eve"}', headers: { ...headers, Origin: ORIGIN } }), 403, 'Unauthorized');
  });

  test('refuses a key that has no permission', async () => {
    const app = await iamApp();
    const headers = await signedHeaders(app.url, '{}', { credentials: { ...app.credentials, accessKeyId: 'AKIASOMEBODYELSE0000' }, region: app.region });
    await expectError(await app.request({ body: '{}', headers: { ...headers, Origin: ORIGIN } }), 403, 'AccessDenied');
  });
});
