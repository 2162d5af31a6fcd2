import { ConnectStub, Reply, chatStarted, connectError, htmlPage, json } from './connect-stub';
import { CONTACT_ID } from './fixtures';
import { StartChatProcess } from './start-chat-process';

const SECRET = 'SENTINEL';
const connect = new ConnectStub();
let start: StartChatProcess;

beforeAll(async () => { start = new StartChatProcess(await connect.listen(), { CALLER_IDENTITY: 'ANONYMOUS', ACCEPT_SOURCE_CONTACT_ID: 'true' }); });
beforeEach(() => { start.lines.length = 0; });
afterAll(async () => Promise.all([start.close(), connect.close()]));

const secretRequest = {
  headers: { 'Authorization': SECRET, 'Idempotency-Key': SECRET, 'User-Agent': SECRET },
  identity: { userAgent: SECRET },
  body: {
    ParticipantDetails: { DisplayName: SECRET },
    Attributes: { orderId: SECRET },
    InitialMessage: { ContentType: 'text/plain', Content: SECRET },
    PersistentChat: { SourceContactId: SECRET },
  },
};

test.each<[string, Reply]>([
  ['a chat', chatStarted({ ParticipantToken: SECRET, ParticipantId: SECRET })],
  ['a rejection that quotes the request', connectError(400, 'InvalidRequestException', `Invalid: ${SECRET}`)],
  ['an error whose name quotes the request', connectError(418, `Invalid ${SECRET}`)],
  ['an unknown error with its own message', json(418, { message: SECRET, code: SECRET, detail: SECRET })],
  ['an unknown error whose message looks like a stack', json(418, { message: `Invalid\n    at ${SECRET} (file.js:1:2)` })],
  ['a failure that quotes the request', connectError(500, 'InternalServiceException', SECRET)],
  ['a page that quotes the request', (response) => response.writeHead(200).end(`<html>${SECRET}</html>`)],
  ['an incomplete chat', chatStarted({ ContactId: undefined, ParticipantToken: SECRET })],
])('with %s, the log has exactly one line, which quotes neither a person nor Connect', async (_, reply) => {
  connect.willReply(reply);
  const answer = await start.handle(secretRequest);
  expect(start.lines).toHaveLength(1);
  expect(start.lines[0]).not.toContain(SECRET);
  if (answer.statusCode !== 200) expect(JSON.stringify(answer)).not.toContain(SECRET);
});

test.each([
  ['text', SECRET],
  ['broken JSON', `{"customerName": ${SECRET}}`],
  ['an array', `["${SECRET}"]`],
  ['ParticipantDetails.DisplayName', { ParticipantDetails: { DisplayName: [SECRET] } }],
  ['customerName', { customerName: SECRET.repeat(40) }],
  ['InstanceId', { InstanceId: SECRET }],
  ['ContactFlowId', { ContactFlowId: SECRET }],
  ['an attribute\'s key', { Attributes: { [`${SECRET} x`]: 'x' } }],
  ['an attribute\'s value', { Attributes: { orderId: { SECRET } } }],
  ['Attributes', { Attributes: SECRET }],
  ['InitialMessage.ContentType', { InitialMessage: { ContentType: SECRET, Content: SECRET } }],
  ['InitialMessage.Content', { InitialMessage: { ContentType: 'text/plain', Content: SECRET.repeat(200) } }],
  ['SupportedMessagingContentTypes', { SupportedMessagingContentTypes: SECRET }],
  ['ChatDurationInMinutes', { ChatDurationInMinutes: SECRET }],
  ['PersistentChat.SourceContactId', { PersistentChat: { SourceContactId: [SECRET] } }],
  ['PersistentChat.RehydrationType', { PersistentChat: { RehydrationType: SECRET } }],
  ['ClientToken', { ClientToken: `${SECRET}\n` }],
  ['CustomerId', { CustomerId: SECRET }],
  ['SegmentAttributes', { SegmentAttributes: SECRET }],
])('a request that is refused for %s is not quoted', async (_, body) => {
  const answer = await start.handle({ body });
  expect(answer.statusCode).toBeGreaterThanOrEqual(400);
  expect(JSON.stringify(answer)).not.toContain(SECRET);
  expect(start.lines.join('\n')).not.toContain(SECRET);
  expect(start.lines).toHaveLength(1);
});

test.each(['x', 1])('an attribute that is refused is named to its caller, and not in the log: %j', async (value) => {
  const { body } = await start.refuse({ body: { Attributes: { [SECRET]: value } } });
  expect(body.message).toContain(SECRET);
  expect(start.line).toMatchObject({ code: 'InvalidRequest', key: 'Attributes' });
  expect(start.lines[0]).not.toContain(SECRET);
});

test('the line of a started chat has its ids and figures, and nothing more', async () => {
  connect.willReply(connectError(404, 'ResourceNotFoundException'), htmlPage(503), chatStarted());
  await start.start({ ...secretRequest, body: { ...secretRequest.body, PersistentChat: { SourceContactId: CONTACT_ID } } });
  expect(start.line).toEqual({
    level: 'INFO',
    message: 'Chat started',
    requestId: 'request-1',
    functionRequestId: expect.any(String),
    status: 200,
    outcome: 'NOT_REHYDRATED',
    reasonCode: 'SOURCE_REFUSED',
    contactId: 'contact-1',
    sourceContactId: CONTACT_ID,
    connectErrorName: 'ResourceNotFoundException',
    attempts: 3,
    connectMs: expect.any(Number),
    durationMs: expect.any(Number),
    coldStart: false,
  });
});

test('only the first request of a process is a cold start', async () => {
  const fresh = new StartChatProcess('http://127.0.0.1:1');
  await fresh.handle({ body: '{' });
  await fresh.handle({ body: '{' }).finally(async () => fresh.close());
  expect(fresh.lines.map((line) => (JSON.parse(line) as { coldStart: boolean }).coldStart)).toEqual([true, false]);
});
