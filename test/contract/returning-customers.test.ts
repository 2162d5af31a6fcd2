import { ChatApp, startChatApp } from './chat-app';
import { expectError } from './expect-error';
import { connectAsIamCaller } from '../../local/demo/start-chat-api';
import { ChatAccess, ChatSessionStore, PersistentChatProps, RehydrationFailure, ReturningCustomerOptions } from '../../src';
import { INSTANCE_ARN } from '../fixtures';

const ISSUER = 'https://login.example.com/';
const TRANSCRIPT_SECONDS = 60;

let app: ChatApp;
afterEach(() => app.close());

async function serve(options: ReturningCustomerOptions = {}, props: Partial<PersistentChatProps> = {}) {
  app = await startChatApp({ access: ChatAccess.jwt({ issuer: ISSUER, audience: ['chat'], ...options }), ...props });
}

interface Answer {
  readonly startChatResult: { readonly ContactId: string; readonly ContinuedFromContactId?: string };
  readonly persistentChat: { readonly outcome: string; readonly reason?: string; readonly resumeHandle?: string };
}

/** What a customer's app does: it asks for a chat, perhaps with a past one. */
function customer(subject: string) {
  const headers = { Authorization: `Bearer ${app.issuer.signToken({ iss: ISSUER, sub: subject, aud: 'chat' })}` };
  const ask = async (SourceContactId?: string) => app.request({ headers, body: JSON.stringify({ PersistentChat: { SourceContactId } }) });
  return { ask, start: async (source?: string) => chatOf(await ask(source)) };
}

async function chatOf(response: Response): Promise<Answer> {
  expect(response.status).toBe(200);
  return (await response.json() as { data: Answer }).data;
}

/** A customer whose past chat was handed over from one agent to another. */
async function ada() {
  const { ask, start } = customer('ada');
  const { startChatResult: { ContactId }, persistentChat: { resumeHandle } } = await start();
  app.connect.contacts.accept(ContactId);
  const last = app.connect.contacts.transfer(ContactId).contactId;
  app.connect.contacts.end(last);
  app.connect.clock.advance(TRANSCRIPT_SECONDS);
  return { ask, start, ContactId, resumeHandle: resumeHandle!, last };
}

test('a signed-in customer comes back to the whole session with the handle of the answer', async () => {
  await serve();
  const { start, resumeHandle, last } = await ada();
  const { startChatResult, persistentChat } = await start(resumeHandle);
  expect(startChatResult.ContinuedFromContactId).toBe(last);
  expect(persistentChat).toEqual({ outcome: 'REHYDRATED', resumeHandle: expect.stringMatching(/^[\w-]{80,256}$/) });
  expect(app.logs.join()).not.toContain(resumeHandle);
});

test('another customer\'s handle and contact id continue no past chat: the customer gets a new one', async () => {
  await serve();
  const { ContactId, resumeHandle } = await ada();
  for (const source of [resumeHandle, ContactId]) {
    const { startChatResult, persistentChat } = await customer('eve').start(source);
    expect([startChatResult.ContinuedFromContactId, persistentChat.outcome]).toEqual([undefined, 'NOT_REHYDRATED']);
  }
  expect(app.connect.requests.map(({ body }) => JSON.parse(body).PersistentChat)).toEqual([undefined, undefined, undefined]);
});

test('the customer\'s own contact id continues no past chat either', async () => {
  await serve();
  const { start, ContactId } = await ada();
  expect((await start(ContactId)).persistentChat.outcome).toBe('NOT_REHYDRATED');
});

test('they are answered with 403 when rehydrationFailure is RETURN_ERROR, and Connect is not called', async () => {
  await serve({}, { rehydrationFailure: RehydrationFailure.RETURN_ERROR });
  const { ContactId, resumeHandle } = await ada();
  const calls = app.connect.requests.length;
  for (const source of [resumeHandle, ContactId]) await expectError(await customer('eve').ask(source), 403, 'SourceContactNotAllowed', null);
  expect(app.connect.requests).toHaveLength(calls);
});

test('a plain contact id works where it is accepted', async () => {
  await serve({ acceptSourceContactId: true });
  const { ContactId, last } = await ada();
  expect((await customer('eve').start(ContactId)).startChatResult.ContinuedFromContactId).toBe(last);
});

test('with a session store there are no handles, and the customer\'s own contact ids are accepted', async () => {
  app = await startChatApp((stack) => ({
    access: ChatAccess.jwt({ issuer: ISSUER, audience: ['chat'] }),
    sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ARN }),
    rehydrationFailure: RehydrationFailure.RETURN_ERROR,
  }));
  const { start, ContactId, resumeHandle, last } = await ada();
  expect(resumeHandle).toBeUndefined();
  expect((await start(ContactId)).startChatResult.ContinuedFromContactId).toBe(last);
});

test('a backend that signs with IAM is trusted with contact ids, and gets no handle', async () => {
  app = await startChatApp({ access: ChatAccess.iam() });
  const ask = async (body: object) => (await connectAsIamCaller(app).startChat({ client: 'backend', headers: {}, body } as never)).body.data as unknown as Answer;
  const { startChatResult: { ContactId }, persistentChat } = await ask({});
  expect(persistentChat).toEqual({ outcome: 'NEW' });
  app.connect.contacts.end(ContactId);
  app.connect.clock.advance(TRANSCRIPT_SECONDS);
  expect((await ask({ PersistentChat: { SourceContactId: ContactId } })).startChatResult.ContinuedFromContactId).toBe(ContactId);
});
