import { Stack } from 'aws-cdk-lib';
import { ChatApp, ORIGIN, startChatApp } from './chat-app';
import { expectError } from './expect-error';
import { ChatAccess, ChatSessionStore } from '../../src';
import { INSTANCE_ARN } from '../fixtures';
import { signedHeaders } from '../local/aws/rest-api/signed-request';

const ISSUER = 'https://issuer.example.com';
const RESUME = '/Prod/resume';

const apps: ChatApp[] = [];
let app: ChatApp;
let customers = 0;
let headers: Record<string, string>;

type AppProps = Parameters<typeof startChatApp>[0];

async function chatApp(props: AppProps): Promise<ChatApp> {
  const started = await startChatApp(props);
  apps.push(started);
  return started;
}

const withStore = (access: ChatAccess) => (stack: Stack) => ({
  access, sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ARN }), resumeThrottle: { rateLimit: 1000, burstLimit: 1000 },
});

beforeAll(async () => { app = await chatApp(withStore(ChatAccess.jwt({ issuer: ISSUER, audience: ['chat'] }))); });
beforeEach(() => {
  const token = app.issuer.signToken({ iss: ISSUER, sub: `ada-${customers++}`, aud: 'chat' });
  headers = { Authorization: `Bearer ${token}`, Origin: ORIGIN };
});
afterAll(() => Promise.all(apps.map((started) => started.close())));

const start = async () => app.request({ headers, body: '{}' });
const resume = async (init: RequestInit = {}) => app.request({ headers, ...init }, RESUME);

async function startedChat() {
  const { data } = await (await start()).json() as { data: { startChatResult: { ContactId: string } } };
  return data;
}

function endChat(contactId: string): void {
  app.connect.contacts.end(contactId);
}

/** The chat is not there. */
async function expectNone(response: Response, hasPastChat: boolean): Promise<void> {
  expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN);
  expect([response.status, await response.json()]).toEqual([404, {
    data: { Error: { code: 'NoRunningChat', message: expect.stringMatching(/\S/) }, persistentChat: { hasPastChat } },
    message: expect.stringMatching(/\S/),
    requestId: expect.stringMatching(/\S/),
  }]);
}

test.each([undefined, '{}', '{"ParticipantDetails":{"DisplayName":"Ada"},"PersistentChat":{"Start":"NEW"},"InstanceId":"another"}'])(
  'a running chat is given back as it is, and Connect is asked for none, with the body %j', async (body) => {
    const { startChatResult } = await startedChat();
    const before = app.connect.requests.length;
    const response = await resume({ body });
    expect([response.status, await response.json()]).toEqual([200, expect.objectContaining({
      data: expect.objectContaining({ startChatResult, persistentChat: { outcome: 'RESUMED' } }),
    })]);
    expect(app.connect.requests).toHaveLength(before);
  },
);

test('who never had a chat has none, and none to continue', async () => {
  await expectNone(await resume(), false);
  await expectNone(await resume(), false);
});

test('a chat that has ended is one to continue, and the next start continues it', async () => {
  const { startChatResult: { ContactId } } = await startedChat();
  endChat(ContactId);
  await expectNone(await resume(), true);
  app.connect.clock.advance(60);
  expect(await startedChat()).toMatchObject({ startChatResult: { ContinuedFromContactId: ContactId } });
});

test('while a chat is being started, it is to be asked for again', async () => {
  app.connect.failNext('hang');
  const answered = start();
  while (app.connect.requests.length === 0 || app.connect.requests.at(-1)!.answer) await new Promise(setImmediate);
  const response = await resume();
  expect(response.headers.get('retry-after')).toBe('2');
  await expectError(response, 409, 'ChatStarting');
  expect((await answered).status).toBe(200);
  expect((await resume()).status).toBe(200);
}, 20_000);

test('a start that was left is no running chat, and is left to the next start', async () => {
  const before = app.connect.contacts.countRunning();
  app.connect.failNext('loseAnswer', 3);
  expect((await start()).status).toBe(504);
  await expectNone(await resume(), false);
  await startedChat();
  expect(app.connect.contacts.countRunning()).toBe(before + 1);
});

test('what is not the participant service says nothing about a chat', async () => {
  await startedChat();
  app.connect.failNextParticipant({ status: 403, body: '<html></html>' });
  await expectError(await resume(), 502, 'ConnectUnavailable');
});

test('each request has one log line, without its customer and the token', async () => {
  const { startChatResult } = await startedChat();
  const before = app.logs.length;
  await resume();
  endChat(startChatResult.ContactId);
  await resume();
  const lines = app.logs.slice(before).filter((line) => line.includes('functionRequestId'));
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 'INFO', message: 'Chat resumed', status: 200, outcome: 'RESUMED', contactId: startChatResult.ContactId, attempts: 0 },
    { level: 'INFO', message: 'Chat not resumed', status: 404, code: 'NoRunningChat', attempts: 0 },
  ]);
  expect(lines.join('')).not.toContain('ada-');
});

describe('the resource', () => {
  test('answers the preflight as the root does', async () => {
    const { status, headers: answered } = await resume({ method: 'OPTIONS', headers: { 'Origin': ORIGIN, 'Access-Control-Request-Method': 'POST' } });
    expect([status, answered.get('access-control-allow-origin'), answered.get('access-control-allow-methods')]).toEqual([204, ORIGIN, 'OPTIONS, POST']);
  });

  test.each<[string, () => Promise<Response>, number, string, string | null]>([
    ['without credentials', async () => resume({ headers: { Origin: ORIGIN } }), 401, 'Unauthorized', ORIGIN],
    ['from another origin', async () => resume({ headers: { ...headers, Origin: 'https://evil.example' } }), 403, 'OriginNotAllowed', null],
    ['with another method', async () => resume({ method: 'PUT' }), 403, 'MissingAuthentication', ORIGIN],
    ['with a body that is no JSON object', async () => resume({ body: '[]' }), 400, 'InvalidRequest', ORIGIN],
    ['with a body that is too large', async () => resume({ body: `{"a":"${'a'.repeat(65_536)}"}` }), 413, 'RequestTooLarge', ORIGIN],
  ])('%s is refused', async (_, request, status, code, allowedOrigin) => {
    await expectError(await request(), status, code, allowedOrigin);
  });

  test('is not there without a session store', async () => {
    const open = await chatApp({});
    await expectError(await open.request({ headers: { Origin: ORIGIN } }, RESUME), 403, 'MissingAuthentication');
  });

  test('has a throttle beside that of starts', async () => {
    const slow = await chatApp((stack) => ({
      ...withStore(ChatAccess.jwt({ issuer: ISSUER, audience: ['chat'] }))(stack), resumeThrottle: { rateLimit: 0.01, burstLimit: 1 },
    }));
    const own = { Authorization: `Bearer ${slow.issuer.signToken({ iss: ISSUER, sub: 'ada', aud: 'chat' })}`, Origin: ORIGIN };
    const statuses = [];
    for (const path of [RESUME, RESUME, '']) statuses.push((await slow.request({ headers: own, body: '{}' }, path)).status);
    expect(statuses).toEqual([404, 429, 200]);
  });

  test('gives a backend the chat of the customer that it names', async () => {
    const trusting = await chatApp(withStore(ChatAccess.iam()));
    const ask = async (path: string, keys: object) => {
      const body = JSON.stringify(keys);
      const url = new URL(path, trusting.url).href;
      const response = await fetch(url, { method: 'POST', headers: await signedHeaders(url, body, trusting), body });
      const { data } = await response.json() as { data: { startChatResult?: { ContactId: string }; Error?: { code: string } } };
      return data.startChatResult?.ContactId ?? data.Error?.code;
    };
    const contactId = await ask('', { CustomerId: 'ada' });
    expect([await ask(RESUME, { CustomerId: 'ada' }), await ask(RESUME, { CustomerId: 'ben' }), await ask(RESUME, {})])
      .toEqual([contactId, 'NoRunningChat', 'InvalidRequest']);
  });
});
