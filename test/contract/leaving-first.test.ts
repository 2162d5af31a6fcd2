import { Stack } from 'aws-cdk-lib';
import { ChatApp, startChatApp } from './chat-app';
import { ChatAccess, ChatSessionStore, PersistentChatProps } from '../../src';
import { INSTANCE_ARN } from '../fixtures';

const ISSUER = 'https://issuer.example.com';
const TRANSCRIPT_SECONDS = 60;

let app: ChatApp;
let customers = 0;

const serve = async (props: Partial<PersistentChatProps>, surveysCustomersWhoLeave?: boolean) => {
  app = await startChatApp((stack: Stack) => ({
    access: ChatAccess.jwt({ issuer: ISSUER, audience: ['chat'] }),
    sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ARN }),
    ...props,
  }), { surveysCustomersWhoLeave });
};
afterEach(async () => app.close());

interface Chat {
  readonly contactId: string;
  readonly token: string;
  readonly outcome: string;
  readonly continuedFrom?: string;
}

/** A customer who has signed in, and asks for a chat. */
function signIn(): (persistentChat?: object) => Promise<Chat> {
  const headers = { Authorization: `Bearer ${app.issuer.signToken({ iss: ISSUER, sub: `ada-${customers++}`, aud: 'chat' })}` };
  return async (PersistentChat) => {
    const response = await app.request({ headers, body: JSON.stringify({ PersistentChat }) });
    const { data } = await response.json() as { data: Record<string, Record<string, string>> };
    return {
      contactId: data.startChatResult.ContactId,
      token: data.startChatResult.ParticipantToken,
      outcome: data.persistentChat.outcome,
      continuedFrom: data.startChatResult.ContinuedFromContactId,
    };
  };
}

/** As a page calls the participant service. */
async function connectAs(token: string) {
  const call = async (path: string, bearer: string, body: object) => {
    const init = { method: 'POST', headers: { 'X-Amz-Bearer': bearer }, body: JSON.stringify(body) };
    return (await fetch(`${app.connect.endpoint}/participant/${path}`, init)).json() as Promise<{ ConnectionCredentials: { ConnectionToken: string } }>;
  };
  const { ConnectionToken } = (await call('connection', token, { Type: ['CONNECTION_CREDENTIALS'] })).ConnectionCredentials;
  return {
    say: async (Content: string) => call('message', ConnectionToken, { ContentType: 'text/plain', Content }),
    leave: async () => call('disconnect', ConnectionToken, {}),
  };
}

/** The customer has talked to an agent, and leaves first. */
async function leaveFirst() {
  const ada = signIn();
  const first = await ada();
  app.connect.contacts.accept(first.contactId);
  const page = await connectAs(first.token);
  await page.say('Where is my parcel?');
  await page.leave();
  return { ada, first, page };
}

const segmentsOf = (contactId: string) => app.connect.contacts.requireSession(contactId).contacts;

/** Until the transcripts of what has ended are written. */
async function letMinutePass(): Promise<void> {
  await app.connect.contactEvents.waitUntilDelivered();
  app.connect.clock.advance(TRANSCRIPT_SECONDS);
}

const sentToConnect = () => JSON.parse(app.connect.requests.at(-1)!.body) as object;

describe('by itself', () => {
  beforeEach(async () => serve({}));

  test('Connect leaves the agent in the chat: the customer gets another one, which cannot continue it yet', async () => {
    const { ada, first } = await leaveFirst();
    expect(sentToConnect()).not.toHaveProperty('DisconnectOnCustomerExit');
    const next = await ada();
    expect([next.outcome, next.contactId === first.contactId]).toEqual(['NOT_REHYDRATED', false]);
    expect(segmentsOf(first.contactId).map(({ endedAt }) => endedAt)).toEqual([undefined]);
  });

  test('the chat is continued when the agent has ended it, too', async () => {
    const { ada, first } = await leaveFirst();
    app.connect.contacts.end(first.contactId);
    await letMinutePass();
    const next = await ada();
    expect([next.outcome, next.continuedFrom]).toEqual(['REHYDRATED', first.contactId]);
  });
});

describe('with disconnectAgentOnCustomerExit and a survey', () => {
  beforeEach(async () => serve({ disconnectAgentOnCustomerExit: true }));

  test('the customer gets the chat back while the survey runs, and can answer it', async () => {
    const { ada, first } = await leaveFirst();
    expect(sentToConnect()).toMatchObject({ DisconnectOnCustomerExit: ['AGENT'] });
    const again = await ada();
    expect([again.outcome, again.contactId, again.token]).toEqual(['RESUMED', first.contactId, first.token]);
    await (await connectAs(again.token)).say('5');
    expect(segmentsOf(first.contactId).every(({ endedAt }) => endedAt !== undefined)).toBe(true);
  });

  test('the chat is continued after the survey: all of it, or without the survey', async () => {
    const answered = async () => {
      const { ada, first, page } = await leaveFirst();
      await page.say('5');
      await letMinutePass();
      return { ada, conversation: first.contactId, survey: segmentsOf(first.contactId).at(-1)!.contactId };
    };
    const [one, other] = [await answered(), await answered()];
    expect((await one.ada()).continuedFrom).toBe(one.survey);
    expect((await other.ada({ RehydrationType: 'FROM_SEGMENT' })).continuedFrom).toBe(other.conversation);
  });

  test('right after the survey the customer gets another chat, which cannot continue it yet', async () => {
    const { ada, page } = await leaveFirst();
    await page.say('5');
    expect((await ada()).outcome).toBe('NOT_REHYDRATED');
  });

  test('a new conversation leaves the agent and the survey: one chat runs', async () => {
    const ada = signIn();
    const first = await ada();
    app.connect.contacts.accept(first.contactId);
    const fresh = await ada({ Start: 'NEW' });
    expect(fresh.outcome).toBe('NEW');
    expect(app.connect.contacts.countRunning()).toBe(1);
    expect(segmentsOf(fresh.contactId).at(-1)!.endedAt).toBeUndefined();
  });

  test('a new conversation leaves the survey that runs', async () => {
    const { ada } = await leaveFirst();
    expect((await ada({ Start: 'NEW' })).outcome).toBe('NEW');
    expect(app.connect.contacts.countRunning()).toBe(1);
  });
});

test('with disconnectAgentOnCustomerExit and no survey the chat ends, and is continued when its transcript is written', async () => {
  await serve({ disconnectAgentOnCustomerExit: true }, false);
  const { ada, first } = await leaveFirst();
  expect(segmentsOf(first.contactId).map(({ endedAt }) => endedAt !== undefined)).toEqual([true]);
  await letMinutePass();
  const next = await ada();
  expect([next.outcome, next.continuedFrom]).toEqual(['REHYDRATED', first.contactId]);
});
