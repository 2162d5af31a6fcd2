import { ACCESSES, IN_A_LOOP, customerOf, startLimitedApp } from './customers';
import type { ChatApp } from '../contract/chat-app';

const apps: ChatApp[] = [];
afterEach(async () => Promise.all(apps.splice(0).map((app) => app.close())));

async function limitedApp(...options: Parameters<typeof startLimitedApp>): Promise<ChatApp> {
  const app = await startLimitedApp(...options);
  apps.push(app);
  return app;
}

describe.each(Object.entries(ACCESSES))('with %s and a session store', (_kind, access) => {
  test('one customer in a loop leaves another all answers', async () => {
    const app = await limitedApp(access, { store: true });
    const [abuser, other] = [customerOf(app, access, 'abuser', IN_A_LOOP), customerOf(app, access, 'other')];
    const statuses: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      await Promise.all(Array.from({ length: 6 }, async (_index, i) => abuser(i)));
      statuses.push(await other(0));
    }
    expect(statuses).toEqual(Array(5).fill(200));
  }, 150_000);
});

describe('a customer who asks too often', () => {
  const access = ACCESSES.jwt;
  const throttle = { customerThrottle: { rateLimit: 0.001, burstLimit: 2 } };

  test('gets 429 with the time to wait, for each kind of request, before Amazon Connect is called', async () => {
    const app = await limitedApp(access, { store: true, ...throttle });
    const headers = { Authorization: `Bearer ${app.issuer.signToken({ sub: 'ada', ...access.claims })}` };
    const ask = async (body: object, path?: string) => app.request({ headers, body: JSON.stringify(body) }, path);
    // The first one of an execution environment is free.
    for (let i = 0; i < 3; i += 1) expect((await ask({})).status).toBe(200);
    const calls = app.connect.requests.length;
    for (const [body, path] of [[{}], [{ PersistentChat: { Start: 'NEW' } }], [{}, 'resume']] as const) {
      const response = await ask(body, path);
      expect(response.status).toBe(429);
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(900);
      const text = await response.text();
      expect(JSON.parse(text)).toMatchObject({ data: { Error: { code: 'TooManyChats' } } });
      expect(text).not.toMatch(/Token|ContactId/);
    }
    expect(app.connect.requests).toHaveLength(calls);
  });

  test('is one customer, whichever token and path is used', async () => {
    const app = await limitedApp(access, { store: true, ...throttle });
    const ask = customerOf(app, access, 'ada');
    for (let i = 0; i < 3; i += 1) expect(await ask(i)).toBe(200);
    const again = customerOf(app, { ...access, claims: { ...access.claims, jti: 'another' } }, 'ada');
    expect(await again(0)).toBe(429);
    expect(await customerOf(app, access, 'grace')(0)).toBe(200);
  });
});

test('who abuses it is found by one hash in both logs, which names nobody', async () => {
  const access = ACCESSES.jwt;
  const app = await limitedApp(access, { store: true });
  await customerOf(app, access, 'ada@example.com')(0);
  await customerOf(app, access, 'grace@example.com')(0);
  const lines = app.logs.map((line) => JSON.parse(line));
  const ofFunction = lines.filter(({ functionRequestId }) => functionRequestId);
  const ofGateway = lines.filter(({ sourceIp }) => sourceIp);
  expect(ofFunction.map(({ customer }) => customer)).toEqual([expect.stringMatching(/^[\da-f]{32}$/), expect.stringMatching(/^[\da-f]{32}$/)]);
  expect(new Set(ofFunction.map(({ customer }) => customer)).size).toBe(2);
  expect(ofGateway.map(({ customer }) => customer)).toEqual(ofFunction.map(({ customer }) => customer));
  expect(app.logs.join()).not.toMatch(/ada|grace/);
});

test('with a user pool the request id leads from the access log to the hash', async () => {
  const access = ACCESSES.cognito;
  const app = await limitedApp(access, { store: true });
  await customerOf(app, access, 'ada')(0);
  const lines = app.logs.map((line) => JSON.parse(line));
  const ofFunction = lines.find(({ functionRequestId }) => functionRequestId);
  const ofGateway = lines.find(({ sourceIp }) => sourceIp);
  expect(ofFunction.customer).toMatch(/^[\da-f]{32}$/);
  expect(ofGateway.requestId).toBe(ofFunction.requestId);
});
