import { ChatApp, ORIGIN, startChatApp } from './chat-app';
import { buildAndroidRequest, buildChatInterfaceRequest, buildIosRequest, buildTouchpointRequest } from '../../local/demo/chat-clients';
import { ChatAccess } from '../../src';
import { CONTACT_FLOW_ID, INSTANCE_ID } from '../fixtures';

const TARGET = { instanceId: INSTANCE_ID, contactFlowId: CONTACT_FLOW_ID };

let app: ChatApp;
beforeAll(async () => {
  app = await startChatApp({ access: ChatAccess.anonymous({ acceptSourceContactId: true }), allowedAttributes: ['Name', 'UserName', 'Email'] });
});
afterAll(() => app.close());

interface Started {
  readonly startChatResult: Record<string, string>;
  readonly persistentChat: { readonly outcome: string; readonly reason?: string; readonly resumeHandle?: string };
}

async function start(body: object, headers: Record<string, string> = {}) {
  const response = await app.request({ headers, body: JSON.stringify(body) });
  const { data } = await response.json() as { data: Started };
  return { status: response.status, ...data };
}

async function endedChat(body: object): Promise<string> {
  const { startChatResult: { ContactId } } = await start(body);
  app.connect.contacts.end(ContactId);
  app.connect.clock.advance(60);
  return ContactId;
}

test.each([
  ['the chat interface', buildChatInterfaceRequest(TARGET)],
  ['the Android sample', buildAndroidRequest(TARGET)],
  ['the iOS sample', buildIosRequest(TARGET)],
  ['the sample\'s own page', {
    headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8', 'Origin': ORIGIN },
    body: { ...buildChatInterfaceRequest(TARGET).body, ChatDurationInMinutes: 1500 },
  }],
  ['the React Native sample', { headers: { 'Content-Type': 'text/plain' }, body: { customerName: 'Jane' } }],
  ['Touchpoint', { ...buildTouchpointRequest(TARGET), headers: { ...buildTouchpointRequest(TARGET).headers, Origin: ORIGIN } }],
  ['a custom chat widget', {
    headers: { Origin: ORIGIN },
    body: { ...buildChatInterfaceRequest(TARGET).body, Attributes: { Name: 'Jane', UserName: 'jane', Email: 'jane@example.com' } },
  }],
])('%s starts a chat that its customer can join', async (_, { headers, body }) => {
  const { status, startChatResult, persistentChat } = await start(body, headers);
  expect(status).toBe(200);
  expect(Object.keys(startChatResult)).toEqual(['ContactId', 'ParticipantId', 'ParticipantToken']);
  expect(persistentChat).toMatchObject({ outcome: 'NEW' });
  expect(app.connect.contacts.get(startChatResult.ContactId)).toBeDefined();
});

test.each([['Android', buildAndroidRequest], ['iOS', buildIosRequest], ['the chat interface', buildChatInterfaceRequest]])('%s comes back to the chat whose contact id it stored', async (_, client) => {
  const SourceContactId = await endedChat(client(TARGET).body);
  const { startChatResult, persistentChat } = await start(client(TARGET, { SourceContactId, RehydrationType: 'ENTIRE_PAST_SESSION' }).body);
  expect(persistentChat).toMatchObject({ outcome: 'REHYDRATED' });
  expect(startChatResult.ContinuedFromContactId).toBe(SourceContactId);
  expect(startChatResult.ContactId).not.toBe(SourceContactId);
});

test('Touchpoint\'s page may send its content type, and its chat has all five types', async () => {
  const { headers, body } = buildTouchpointRequest(TARGET);
  const preflight = await app.request({ method: 'OPTIONS', headers: { 'Origin': ORIGIN, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' } });
  expect(preflight.headers.get('access-control-allow-headers')?.split(', ')).toContain('Content-Type');
  await start(body, { ...headers, Origin: ORIGIN });
  expect(JSON.parse(app.connect.requests.at(-1)!.body)).toMatchObject({
    ParticipantDetails: { DisplayName: 'Customer' }, SupportedMessagingContentTypes: body.SupportedMessagingContentTypes,
  });
});

test('Touchpoint\'s customer comes back by a handle that the page\'s own details function sends', async () => {
  const { body } = buildTouchpointRequest(TARGET);
  const { startChatResult: { ContactId }, persistentChat: { resumeHandle } } = await start(body);
  app.connect.contacts.end(ContactId);
  app.connect.clock.advance(60);
  const next = await start({ ...body, PersistentChat: { SourceContactId: resumeHandle } });
  expect(next.startChatResult.ContinuedFromContactId).toBe(ContactId);
});

test('a customer who comes back too early gets a new chat, and is told that it continues no past chat', async () => {
  const { startChatResult: { ContactId: SourceContactId } } = await start({});
  const { status, startChatResult, persistentChat } = await start({ PersistentChat: { SourceContactId } });
  expect(status).toBe(200);
  expect(startChatResult).not.toHaveProperty('ContinuedFromContactId');
  expect(persistentChat).toMatchObject({ outcome: 'NOT_REHYDRATED', reason: expect.stringMatching(/did not accept the source contact/) });
});

test('a repeated request with the same idempotency key gives the same chat', async () => {
  const first = await start({ customerName: 'Jane' }, { 'Idempotency-Key': 'a-random-key' });
  const repeated = await start({ customerName: 'Jane' }, { 'Idempotency-Key': 'a-random-key' });
  expect(repeated.startChatResult).toEqual(first.startChatResult);
});

test('there is only one chat when Connect\'s answer is lost', async () => {
  const before = app.connect.requests.length;
  app.connect.failNext('loseAnswer', 1);
  const { status, startChatResult } = await start({});
  const attempts = app.connect.requests.slice(before).map(({ body }) => JSON.parse(body).ClientToken);
  expect(status).toBe(200);
  expect(attempts).toEqual([attempts[0], attempts[0]]);
  expect(app.connect.contacts.get(startChatResult.ContactId)).toBeDefined();
});
