import { closeConnections, post } from './http-exchange';
import { LocalTables } from '../../local/aws/dynamodb/local-tables';
import { ChatAccess, VisitorChatLimit } from '../../src';
import { ChatApp, startChatApp } from '../contract/chat-app';
import { expectError } from '../contract/expect-error';

const apps: ChatApp[] = [];
afterEach(async () => {
  closeConnections();
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

async function chatApp(...options: Parameters<typeof startChatApp>): Promise<ChatApp> {
  const app = await startChatApp(...options);
  apps.push(app);
  return app;
}

const limitedTo = (chats: number) => ({ access: ChatAccess.anonymous({ visitorChatLimit: VisitorChatLimit.perAddress(chats) }) });

interface Visit {
  readonly from?: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: object;
}

async function start(app: ChatApp, { from = '127.0.0.1', headers = [], body = {} }: Visit = {}) {
  const answer = await post(app.url, headers, Buffer.from(JSON.stringify(body)), from);
  return { ...answer, data: JSON.parse(answer.body).data };
}

test('by default one address gets a quarter of the 500 chats, and the next address gets its own', async () => {
  const app = await chatApp();
  const statuses = [];
  for (let i = 0; i < 130; i += 1) statuses.push((await start(app)).status);
  expect(statuses).toEqual([...Array(125).fill(200), ...Array(5).fill(429)]);
  expect(app.connect.requests).toHaveLength(125);
  expect((await start(app, { from: '127.0.0.2' })).status).toBe(200);
});

test('by default a visitor gets no chat that runs for more than 25 hours', async () => {
  const app = await chatApp();
  expect((await start(app, { body: { ChatDurationInMinutes: 1500 } })).status).toBe(200);
  expect((await start(app, { body: { ChatDurationInMinutes: 1501 } })).status).toBe(400);
});

test('starts at the same time are counted one by one', async () => {
  const app = await chatApp(limitedTo(3));
  const atOnce = async (from: string) => Promise.all(Array.from({ length: 6 }, async () => start(app, { from })));
  // The first call of an execution environment takes a busy machine longer than a visitor waits for the table.
  await atOnce('127.0.0.2');
  const answers = await atOnce('127.0.0.1');
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429, 429]);
});

test('the answer says when to come back, in the form of all errors', async () => {
  const app = await chatApp(limitedTo(1));
  const init = { body: '{}', headers: { Origin: 'https://www.example.com' } };
  await app.request(init);
  const refused = await app.request(init);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(24 * 3600);
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(25 * 3600 + 62);
  await expectError(refused, 429, 'TooManyChats');
  expect(JSON.parse(app.logs.filter((line) => line.includes('"code"')).at(-1)!)).toMatchObject({ level: 'WARN', code: 'TooManyChats', status: 429, attempts: 0 });
});

test('an address that the visitor only claims to have does not count', async () => {
  const app = await chatApp(limitedTo(1));
  await start(app);
  for (const name of ['X-Forwarded-For', 'X-Real-IP', 'Forwarded', 'True-Client-IP']) {
    expect((await start(app, { headers: [[name, '203.0.113.7']] })).status).toBe(429);
  }
});

test('a request that is repeated with its idempotency key counts once, and gets its chat also when no other is left', async () => {
  const app = await chatApp(limitedTo(2));
  const key = [['Idempotency-Key', 'one']] as const;
  const first = await start(app, { headers: key });
  expect((await start(app, { headers: key })).data.startChatResult.ContactId).toBe(first.data.startChatResult.ContactId);
  expect((await start(app)).status).toBe(200);
  expect((await start(app, { headers: key })).data.startChatResult.ContactId).toBe(first.data.startChatResult.ContactId);
  expect((await start(app)).status).toBe(429);
});

test('an idempotency key cannot get two chats for one start, by a past chat that is refused first', async () => {
  const app = await chatApp(limitedTo(3));
  const { data } = await start(app);
  app.connect.contacts.end(data.startChatResult.ContactId);
  const visit = { headers: [['Idempotency-Key', 'one']] as const, body: { PersistentChat: { SourceContactId: data.persistentChat.resumeHandle } } };
  expect((await start(app, visit)).data.persistentChat.outcome).toBe('NOT_REHYDRATED');
  app.connect.clock.advance(60);
  expect((await start(app, visit)).data.persistentChat.outcome).toBe('REHYDRATED');
  expect((await start(app)).status).toBe(429);
});

test('requests that are wrong, and chats for which Amazon Connect has no place, do not count', async () => {
  const app = await chatApp(limitedTo(1), { quotas: { concurrentChats: 0, requestsPerSecond: 1000, burst: 1000 } });
  for (let i = 0; i < 3; i += 1) {
    expect((await start(app, { body: { DisplayName: 1, ParticipantDetails: 1 } })).status).toBe(400);
    expect((await start(app)).status).toBe(503);
  }
});

test('a request that was repeated counts, although Amazon Connect had no place for one of them', async () => {
  const app = await chatApp(limitedTo(1), { quotas: { concurrentChats: 0, requestsPerSecond: 1000, burst: 1000 } });
  const visit = { headers: [['Idempotency-Key', 'one']] as const };
  expect((await start(app, visit)).status).toBe(503);
  await Promise.all([start(app, visit), start(app, visit)]);
  expect((await start(app)).status).not.toBe(200);
});

test('without its table every visitor gets the chat, and the log has a warning', async () => {
  class NoTables extends LocalTables {
    override async createTables() {
      return 'http://127.0.0.1:9';
    }
  }
  const app = await chatApp(limitedTo(1), {}, undefined, { tables: new NoTables() });
  for (let i = 0; i < 2; i += 1) expect((await start(app)).status).toBe(200);
  const line = JSON.parse(app.logs.filter((text) => text.includes('"outcome"')).at(-1)!);
  expect(line).toMatchObject({ level: 'WARN', outcome: 'NEW', visitorCountErrorName: 'ECONNREFUSED' });
});

test('addresses and their hashes are not in the function\'s log', async () => {
  const app = await chatApp(limitedTo(1));
  for (let i = 0; i < 2; i += 1) await start(app);
  const lines = app.logs.filter((line) => line.includes('"functionRequestId"'));
  expect(lines).toHaveLength(2);
  expect(lines.join()).not.toMatch(/127\.0\.0\.1|address|\b[\da-f]{64}\b/);
});

test('nobody is counted where the limit is taken away', async () => {
  const app = await chatApp({ access: ChatAccess.anonymous({ visitorChatLimit: VisitorChatLimit.none() }) });
  for (let i = 0; i < 127; i += 1) expect((await start(app)).status).toBe(200);
});
