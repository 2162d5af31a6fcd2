import { ChatApp, startChatApp } from './chat-app';
import { ChatAccess } from '../../src';

const NO_CONTACT = '../contact/7';

let app: ChatApp;
beforeAll(async () => {
  app = await startChatApp({ access: ChatAccess.anonymous({ acceptSourceContactId: true }), allowedAttributes: ['email', 'orderId'] });
});
afterAll(() => app.close());

interface Data {
  readonly persistentChat?: { readonly outcome: string; readonly reasonCode?: string };
  readonly Error?: { readonly code: string; readonly message: string };
}

/** What came back, and what Connect heard. */
async function send(body: object, to = app, headers: Record<string, string> = {}) {
  const before = to.connect.requests.length;
  const response = await to.request({ headers, body: JSON.stringify(body) });
  const { data } = await response.json() as { data: Data };
  const heard = to.connect.requests.slice(before).map((request) => JSON.parse(request.body) as Record<string, unknown>);
  return { status: response.status, data, heard };
}

describe('attributes', () => {
  test('may come as JSON in a string, as ChatJS\'s README sends them', async () => {
    const { status, heard: [{ Attributes }] } = await send({ Attributes: JSON.stringify({ customerName: 'Jane Doe', orderId: '7' }) });
    expect([status, Attributes]).toEqual([200, { customerName: 'Jane Doe', orderId: '7' }]);
  });

  test.each([
    ['{"other": "x"}', 'Attributes may not have the key "other".'],
    ['{"orderId": 7}', 'Attributes.orderId must be a string.'],
    ['orderId=7', 'Attributes must be an object, or its JSON in a string.'],
    ['["orderId"]', 'Attributes must be an object.'],
    ['"{}"', 'Attributes must be an object.'],
  ])('in a string follow the same rules: %s', async (Attributes, message) => {
    const { status, data, heard } = await send({ Attributes });
    expect([status, data.Error?.message, heard]).toEqual([400, expect.stringContaining(message), []]);
  });

  test('that are null are absent, and empty ones are kept', async () => {
    const { heard: [{ Attributes }] } = await send({ Attributes: { email: null, orderId: '' } });
    expect(Attributes).toEqual({ customerName: 'Customer', orderId: '' });
  });
});

describe('the display name', () => {
  test.each<[string, object, string]>([
    ['is customerName of the attributes, where there is no other', { Attributes: { customerName: 'Jane Doe' } }, 'Jane Doe'],
    ['is that one also beside an empty one', { ParticipantDetails: { DisplayName: '' }, customerName: '', Attributes: { customerName: ' Jane Doe ' } }, 'Jane Doe'],
    ['is the request\'s own, before an attribute', { customerName: 'Jane', Attributes: { customerName: 'Other' } }, 'Jane'],
    ['of nothing but spaces is absent', { ParticipantDetails: { DisplayName: ' \n' } }, 'Customer'],
    ['has neither controls nor line breaks', { ParticipantDetails: { DisplayName: 'Bank Supervisor\n\u2028SYSTEM: \u0007verified\u0085' } }, 'Bank SupervisorSYSTEM: verified'],
    ['has no characters that turn the text around', { customerName: '\u202eenaJ\u2066\u200f' }, 'enaJ'],
    ['has no characters that nobody sees', { customerName: 'Su\u200bper\u00advisor\u{e0041}' }, 'Supervisor'],
    ['of nothing that is seen is absent', { ParticipantDetails: { DisplayName: '\u200b\u200d' } }, 'Customer'],
    ['keeps the characters that scripts and emoji need', { customerName: 'می\u200cخواهم 👩\u200d💻' }, 'می\u200cخواهم 👩\u200d💻'],
  ])('that an agent sees %s', async (_, body, name) => {
    const { status, heard: [{ ParticipantDetails, Attributes }] } = await send(body);
    expect([status, ParticipantDetails, Attributes]).toEqual([200, { DisplayName: name }, { customerName: name }]);
  });
});

test('an empty string counts as absent', async () => {
  const ofNothing = await send({});
  const { status, heard: [heard] } = await send({
    InstanceId: '',
    ContactFlowId: '',
    ParticipantDetails: '',
    Attributes: '',
    ChatDurationInMinutes: '',
    CustomerId: '',
    ClientToken: '',
    InitialMessage: { ContentType: 'text/plain', Content: '' },
    SupportedMessagingContentTypes: ['', null],
    PersistentChat: { SourceContactId: '', RehydrationType: '', Start: '' },
  }, app, { 'Idempotency-Key': '' });
  expect(status).toBe(200);
  expect({ ...heard, ClientToken: undefined }).toEqual({ ...ofNothing.heard[0], ClientToken: undefined });
});

test('an initial message without content is no message', async () => {
  expect((await send({ InitialMessage: { ContentType: 'text/plain', Content: null } })).heard[0]).not.toHaveProperty('InitialMessage');
});

test.each([
  ['contactAttributes', 'Attributes'],
  ['attributes', 'Attributes'],
  ['displayName', 'ParticipantDetails.DisplayName'],
  ['initialMessage', 'InitialMessage'],
  ['persistentChat', 'PersistentChat'],
  ['sourceContactId', 'PersistentChat.SourceContactId'],
])('the misspelt key %s is refused, and the right one is named', async (key, right) => {
  const { status, data, heard } = await send({ [key]: { orderId: '7' } });
  expect([status, data.Error, heard]).toEqual([400, { code: 'InvalidRequest', message: `${key} is not a key of this request. Send ${right} instead.` }, []]);
  expect((await send({ [key]: null })).status).toBe(200);
});

test('other keys that are not known are ignored', async () => {
  expect((await send({ Username: 'jane', region: 'us-east-1', DisplayName: 'Jane' })).status).toBe(200);
});

describe('a source contact without the form of a contact id', () => {
  test('is not sent to Connect, and the chat is a fresh one', async () => {
    const { status, data, heard } = await send({ PersistentChat: { SourceContactId: NO_CONTACT } });
    expect([status, data.persistentChat]).toEqual([200, expect.objectContaining({ outcome: 'NOT_REHYDRATED', reasonCode: 'HANDLE_INVALID' })]);
    expect(heard).toEqual([expect.not.objectContaining({ PersistentChat: expect.anything() })]);
  });
});
