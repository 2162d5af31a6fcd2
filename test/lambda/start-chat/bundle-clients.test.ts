import { ConnectStub, chatStarted } from './connect-stub';
import { CONTACT_ID, FLOW_ID, INSTANCE_ARN, INSTANCE_ID } from './fixtures';
import { StartChatProcess } from './start-chat-process';

const connect = new ConnectStub();
let connectUrl: string;
let start: StartChatProcess;

beforeAll(async () => {
  connectUrl = await connect.listen();
  start = new StartChatProcess(connectUrl, { ATTACHMENTS: 'true', ALLOWED_ATTRIBUTES: 'Name,UserName,Email', CALLER_IDENTITY: 'ANONYMOUS', ACCEPT_SOURCE_CONTACT_ID: 'true' });
});
beforeEach(() => connect.willReply(chatStarted()));
afterAll(async () => Promise.all([start.close(), connect.close()]));

interface Client {
  readonly client: string;
  readonly headers: Record<string, string>;
  readonly body: object;
  readonly sent: object;
}

const MARKDOWN_AND_PLAIN = ['text/plain', 'text/markdown'];
const IOS_CONTENT_TYPES = [...MARKDOWN_AND_PLAIN, 'application/vnd.amazonaws.connect.message.interactive'];
const ADA = { ParticipantDetails: { DisplayName: 'Ada' } };
const adaSent = { InstanceId: INSTANCE_ID, ContactFlowId: FLOW_ID, ...ADA, Attributes: { customerName: 'Ada' } };

test.each<Client>([
  {
    client: 'the chat interface',
    headers: { 'Content-Type': 'text/plain;charset=UTF-8' },
    body: {
      InstanceId: INSTANCE_ID,
      ContactFlowId: FLOW_ID,
      ...ADA,
      Username: 'ada',
      Attributes: { customerName: 'Ada' },
      InitialMessage: { ContentType: 'text/plain', Content: 'Hello' },
      SupportedMessagingContentTypes: ['text/plain', ' text/markdown'],
      ChatDurationInMinutes: Number.NaN,
    },
    sent: { ...adaSent, InitialMessage: { ContentType: 'text/plain', Content: 'Hello' }, SupportedMessagingContentTypes: MARKDOWN_AND_PLAIN },
  },
  {
    client: 'the page of AWS\'s sample',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
    body: {
      ...ADA, ContactFlowId: FLOW_ID, InstanceId: INSTANCE_ID, SupportedMessagingContentTypes: MARKDOWN_AND_PLAIN, ChatDurationInMinutes: 1500,
    },
    sent: { ...adaSent, SupportedMessagingContentTypes: MARKDOWN_AND_PLAIN, ChatDurationInMinutes: 1500 },
  },
  {
    client: 'the Android sample',
    headers: { 'Content-Type': 'application/json; charset=UTF-8' },
    body: {
      InstanceId: INSTANCE_ID,
      ContactFlowId: FLOW_ID,
      ...ADA,
      SupportedMessagingContentTypes: MARKDOWN_AND_PLAIN,
      PersistentChat: { SourceContactId: CONTACT_ID, RehydrationType: 'ENTIRE_PAST_SESSION' },
    },
    sent: {
      ...adaSent,
      SupportedMessagingContentTypes: MARKDOWN_AND_PLAIN,
      PersistentChat: { SourceContactId: CONTACT_ID, RehydrationType: 'ENTIRE_PAST_SESSION' },
    },
  },
  {
    client: 'the iOS sample',
    headers: { 'Content-Type': 'Application/json', 'Content-Encoding': 'amz-1.0' },
    body: { ConnectInstanceId: INSTANCE_ID, ContactFlowId: FLOW_ID, ...ADA, SupportedMessagingContentTypes: IOS_CONTENT_TYPES },
    sent: { ...adaSent, SupportedMessagingContentTypes: IOS_CONTENT_TYPES },
  },
  { client: 'the React Native sample', headers: { 'Content-Type': 'text/plain' }, body: { customerName: 'Ada' }, sent: adaSent },
  {
    client: 'Touchpoint',
    headers: { 'Content-Type': 'application/json' },
    body: { ParticipantDetails: {}, ContactFlowId: `${INSTANCE_ARN}/contact-flow/${FLOW_ID}`, InstanceId: INSTANCE_ARN },
    sent: { ...adaSent, ParticipantDetails: { DisplayName: 'Customer' }, Attributes: { customerName: 'Customer' } },
  },
  {
    client: 'the custom chat widget',
    headers: {},
    body: { ...ADA, Attributes: { Name: 'Ada', UserName: 'ada', Email: 'ada@example.com' } },
    sent: { ...adaSent, Attributes: { Name: 'Ada', UserName: 'ada', Email: 'ada@example.com', customerName: 'Ada' } },
  },
])('what $client sends reaches Connect as one chat', async ({ headers, body, sent }) => {
  await start.start({ headers, body });
  expect(connect.attempts.map((attempt) => attempt.body)).toEqual([{ ...sent, ClientToken: expect.stringMatching(/^[0-9a-f-]{36}$/) }]);
});

test('Connect is called in the instance\'s Region, with the function\'s own credentials', async () => {
  await start.start();
  const [{ method, path, authorization }] = connect.attempts;
  expect([method, path]).toEqual(['PUT', '/contact/chat']);
  expect(authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=LOCALFUNCTIONKEY\/\d{8}\/eu-central-1\/connect\/aws4_request/);
});

test('the answer holds the chat, the features and the outcome, and nothing else of what Connect says', async () => {
  connect.willReply(chatStarted({ ContinuedFromContactId: CONTACT_ID, InitialContactId: CONTACT_ID, Extra: 'x' }));
  const data = await start.start({ body: { PersistentChat: { SourceContactId: CONTACT_ID }, SupportedMessagingContentTypes: 'text/markdown' } });
  expect(data).toEqual({
    startChatResult: { ContactId: 'contact-1', ParticipantId: 'participant-1', ParticipantToken: 'token-1', ContinuedFromContactId: CONTACT_ID },
    featurePermissions: { MESSAGING_MARKDOWN: true, ATTACHMENTS: true },
    persistentChat: { outcome: 'REHYDRATED' },
    region: 'eu-central-1',
  });
});

test('a chat without a source is new, and has no markdown unless it was asked for', async () => {
  const { startChatResult, featurePermissions, persistentChat } = await start.start();
  expect(startChatResult).not.toHaveProperty('ContinuedFromContactId');
  expect(featurePermissions.MESSAGING_MARKDOWN).toBe(false);
  expect(persistentChat).toEqual({ outcome: 'NEW' });
});

test('the body may come in base64', async () => {
  await start.start({ body: ADA, base64: true });
  expect(connect.attempts[0].body).toMatchObject(ADA);
});

test('an idempotency key gives the same token again, to the same caller only', async () => {
  const request = { body: ADA, headers: { 'idempotency-KEY': 'key' } };
  await start.start(request);
  await start.start(request);
  await start.start({ ...request, identity: { sourceIp: '192.0.2.2' } });
  const [first, second, other] = connect.attempts.map(({ body }) => body.ClientToken);
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(second).toBe(first);
  expect(other).not.toBe(first);
});

test('without an idempotency key each request has another token', async () => {
  await start.start();
  await start.start();
  expect(new Set(connect.attempts.map(({ body }) => body.ClientToken)).size).toBe(2);
});

test.each([['true', 1], ['false', 2]])('with SHARE_IDEMPOTENCY_KEYS %s two sessions of a role get %i client token(s) by one key', async (shared, tokens) => {
  const backend = new StartChatProcess(connectUrl, { CALLER_IDENTITY: 'IAM', SHARE_IDEMPOTENCY_KEYS: shared });
  connect.willReply(chatStarted());
  for (const caller of ['AROA:one', 'AROA:two']) await backend.start({ headers: { 'Idempotency-Key': 'key' }, identity: { caller } });
  await backend.close();
  expect(new Set(connect.attempts.map(({ body }) => body.ClientToken)).size).toBe(tokens);
});
