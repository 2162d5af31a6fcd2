import { Stack } from 'aws-cdk-lib';
import { ChatApp, startChatApp } from './chat-app';
import { ChatAccess, ChatSessionStore } from '../../src';
import { INSTANCE_ARN } from '../fixtures';

const ISSUER = 'https://issuer.example.com';
const TRANSCRIPT_SECONDS = 60;

let app: ChatApp;
let customers = 0;
let ada: (body?: object) => Promise<Answer>;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly contactId: string;
  readonly token: string;
  readonly outcome: string;
  readonly continuedFrom?: string;
  readonly code?: string;
}

beforeAll(async () => {
  app = await startChatApp((stack: Stack) => ({
    access: ChatAccess.jwt({ issuer: ISSUER, audience: ['chat'] }),
    sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ARN }),
  }));
});
beforeEach(() => { ada = customer(`ada-${customers++}`); });
afterAll(async () => app.close());

/** A customer who has signed in. */
function customer(subject: string): typeof ada {
  const headers = { Authorization: `Bearer ${app.issuer.signToken({ iss: ISSUER, sub: subject, aud: 'chat' })}` };
  return async (body = {}) => {
    const response = await app.request({ headers, body: JSON.stringify(body) });
    const { data } = await response.json() as { data: Record<string, Record<string, string>> };
    return {
      status: response.status,
      headers: response.headers,
      contactId: data.startChatResult?.ContactId,
      token: data.startChatResult?.ParticipantToken,
      continuedFrom: data.startChatResult?.ContinuedFromContactId,
      outcome: data.persistentChat?.outcome,
      code: data.Error?.code,
    };
  };
}

async function end(contactId: string): Promise<void> {
  app.connect.contacts.end(app.connect.contacts.requireSession(contactId).contacts.at(-1)!.contactId);
  await app.connect.contactEvents.waitUntilDelivered();
  app.connect.clock.advance(TRANSCRIPT_SECONDS);
}

test('a customer who comes back to a running chat gets it back, and one who comes back to an ended chat continues it', async () => {
  const first = await ada();
  const refreshed = await ada();
  expect([first.outcome, refreshed.outcome]).toEqual(['NEW', 'RESUMED']);
  expect([refreshed.contactId, refreshed.token]).toEqual([first.contactId, first.token]);
  await end(first.contactId);
  const next = await ada();
  expect([next.outcome, next.continuedFrom]).toEqual(['REHYDRATED', first.contactId]);
});

test('eight requests at once make one chat', async () => {
  const before = app.connect.contacts.countRunning();
  const answers = await Promise.all(Array.from({ length: 8 }, async () => ada()));
  expect(app.connect.contacts.countRunning()).toBe(before + 1);
  const contactIds = new Set(answers.filter(({ status }) => status === 200).map(({ contactId }) => contactId));
  expect(contactIds.size).toBe(1);
  for (const { status, code, headers } of answers.filter((answer) => answer.status !== 200)) {
    expect([status, code, headers.get('retry-after')]).toEqual([409, 'ChatStarting', '2']);
  }
});

test('customers do not share chats', async () => {
  const [one, other] = [await ada(), await customer('ben')()];
  expect(other.outcome).toBe('NEW');
  expect(other.contactId).not.toBe(one.contactId);
});

test('a source contact is accepted only from the customer of that contact', async () => {
  const first = await ada();
  await end(first.contactId);
  const PersistentChat = { SourceContactId: first.contactId };
  const refused = await customer('mallory')({ PersistentChat });
  expect([refused.status, refused.code]).toEqual([403, 'SourceContactNotAllowed']);
  const next = await ada({ PersistentChat });
  expect([next.outcome, next.continuedFrom]).toEqual(['REHYDRATED', first.contactId]);
});

test('a new conversation continues no other one, and ends the running one', async () => {
  const first = await ada();
  const fresh = await ada({ PersistentChat: { Start: 'NEW' } });
  expect([fresh.outcome, fresh.continuedFrom]).toEqual(['NEW', undefined]);
  expect(app.connect.contacts.get(first.contactId).endedAt).toBeDefined();
});

test('a new conversation with a source contact is refused', async () => {
  const { status, code } = await ada({ PersistentChat: { Start: 'NEW', SourceContactId: 'C1' } });
  expect([status, code]).toEqual([400, 'InvalidRequest']);
});

test('FROM_SEGMENT continues the last conversation, and hides the survey after it', async () => {
  const first = await ada();
  const second = app.connect.contacts.transfer(first.contactId);
  app.connect.contacts.startSurvey(second.contactId);
  await end(first.contactId);
  const next = await ada({ PersistentChat: { RehydrationType: 'FROM_SEGMENT' } });
  expect([next.outcome, next.continuedFrom]).toEqual(['REHYDRATED', second.contactId]);
});

test('a chat whose transcript is not written yet is not continued, but the next one is', async () => {
  const first = await ada();
  app.connect.contacts.end(first.contactId);
  const second = await ada();
  expect(second.outcome).toBe('NOT_REHYDRATED');
  expect((await ada()).contactId).toBe(second.contactId);
});

test.each(['loseAnswer', 'reset', { status: 500 }] as const)('after Connect failed with %j, the next request gets a chat, and it is the only one', async (fault) => {
  const before = app.connect.contacts.countRunning();
  app.connect.failNext(fault, 3);
  expect((await ada()).status).toBeGreaterThanOrEqual(500);
  expect((await ada()).outcome).toBe('NEW');
  expect(app.connect.contacts.countRunning()).toBe(before + 1);
});

describe('while a proxy on the way to the participant service answers with', () => {
  const PAGE = { status: 403, body: '<html><body>Blocked</body></html>' };

  test.each([PAGE, { status: 400, error: 'ValidationException' }])('%j, there is no second chat', async (answer) => {
    const first = await ada();
    const before = app.connect.contacts.countRunning();
    app.connect.failNextParticipant(answer);
    const failed = await ada();
    expect([failed.status, failed.code]).toEqual([502, 'ConnectUnavailable']);
    expect(app.connect.contacts.countRunning()).toBe(before);
    expect((await ada()).contactId).toBe(first.contactId);
  });

  test('a page, a customer who asks for a new chat gets one, and comes back to it', async () => {
    await ada();
    app.connect.failNextParticipant(PAGE);
    const fresh = await ada({ PersistentChat: { Start: 'NEW' } });
    const again = await ada();
    expect([fresh.outcome, again.outcome, again.contactId]).toEqual(['NEW', 'RESUMED', fresh.contactId]);
  });

  test.each([429, 500])('%i, there is no new chat either', async (status) => {
    await ada();
    const before = app.connect.contacts.countRunning();
    app.connect.failNextParticipant({ status }, 2);
    expect((await ada({ PersistentChat: { Start: 'NEW' } })).status).toBeGreaterThanOrEqual(429);
    expect(app.connect.contacts.countRunning()).toBe(before);
  });
});

test('tokens and customers never reach the log', async () => {
  const subject = 'subject-that-nobody-may-read';
  const { contactId, token } = await customer(subject)();
  expect(app.logs.join('\n')).toContain(contactId);
  expect(app.logs.join('\n')).not.toContain(token);
  expect(app.logs.join('\n')).not.toContain(subject);
});
