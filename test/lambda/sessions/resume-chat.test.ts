import { startSessionTable, watchSessionTable } from './session-table-fixture';
import { CustomerSessions, NO_SESSIONS, Session } from '../../../lambda/sessions/customer-sessions';
import type { Liveness } from '../../../lambda/sessions/decide-session';
import { LateContinuation } from '../../../lambda/sessions/past-chats';
import { giveBack, resumeChat } from '../../../lambda/sessions/resume-chat';

const NOW = Date.UTC(2026, 0, 1);
const session = { contactId: 'C1', participantId: 'P1', participantToken: 'token', expiresAt: NOW + 1 };
const over = { ...session, expiresAt: NOW - 24 * 60 * 60_000 };
const lease = (expiresAt: number) => ({ id: 'L1', expiresAt, triedAt: NOW });

let store: Awaited<ReturnType<typeof startSessionTable>>;
let watched: Awaited<ReturnType<typeof watchSessionTable>>;
beforeAll(async () => {
  store = await startSessionTable();
  watched = await watchSessionTable(store.endpoint);
});
afterAll(async () => {
  await watched.close();
  await store.close();
});

test.each<[string, CustomerSessions, Liveness['state'], object, number]>([
  ['a chat that runs is given back', { session, pastContactIds: [] }, 'RUNNING', { outcome: 'RESUMED', contactId: 'C1' }, 1],
  ['a chat that has ended is one to continue', { session, pastContactIds: [] }, 'ENDED', { code: 'NoRunningChat', hasPastChat: true }, 1],
  ['a chat that may run is neither', { session, pastContactIds: [] }, 'UNKNOWN', { code: 'ConnectUnavailable' }, 1],
  ['a chat whose time is over is one to continue', { session: over, pastContactIds: [] }, 'RUNNING', { code: 'NoRunningChat', hasPastChat: true }, 0],
  ['a start that is under way is waited for', { lease: lease(NOW + 1), pastContactIds: ['C0'] }, 'RUNNING', { code: 'ChatStarting' }, 0],
  ['a start that was left is no chat', { lease: lease(NOW), pastContactIds: [] }, 'RUNNING', { code: 'NoRunningChat', hasPastChat: false }, 0],
  ['a start that was left after another chat, too', { lease: lease(NOW), pastContactIds: ['C0'] }, 'RUNNING', { code: 'NoRunningChat', hasPastChat: true }, 0],
  ['who is not known has no chat', NO_SESSIONS, 'RUNNING', { code: 'NoRunningChat', hasPastChat: false }, 0],
])('%s, after one read and no write', async (customer, sessions, state, result, probes) => {
  await store.table.replace(customer, await store.table.read(customer, NOW), sessions, NOW);
  watched.operations.length = 0;
  const connect = jest.fn(async () => ({ state, connectionToken: 'connection' }) as Liveness);
  const resumed = await resumeChat(customer, { table: watched.table, participants: { connect }, now: () => NOW }).catch((error: unknown) => error);
  expect(resumed).toMatchObject(result);
  expect([watched.operations, connect.mock.calls.length]).toEqual([['GetItem'], probes]);
});

describe('a running chat', () => {
  const RESUMED = { contactId: 'C1', participantId: 'P1', participantToken: 'token', continuedFromContactId: undefined, outcome: 'RESUMED' };
  const late = (state: LateContinuation['state'], more: Partial<LateContinuation> = {}): Partial<Session> => ({
    late: { pastChats: [{ contactId: 'C0' }], rehydrationType: 'FROM_SEGMENT', state, sentAt: NOW, ...more },
  });

  test.each<[string, Partial<Session>, object]>([
    ['that continues nothing has no reason', {}, {}],
    ['that continues another names it', { continuedFromContactId: 'C0' }, { continuedFromContactId: 'C0' }],
    ['says which past chat it leaves out', { notContinued: 'C0' }, { reasonCode: 'LATER_CHAT_CONTINUED', notContinued: 'C0' }],
    ['says that its past chat follows', late('PENDING'), { reasonCode: 'PAST_CHAT_PENDING' }],
    ['names the past chat that has followed', late('CONTINUED', { continuedFromContactId: 'C0-2' }), { continuedFromContactId: 'C0-2' }],
    ['says which of two past chats has not followed', late('CONTINUED', { continuedFromContactId: 'C0', pastChats: [{ contactId: 'C0' }, { contactId: 'B0' }], leftOut: 'A0' }), {
      continuedFromContactId: 'C0', reasonCode: 'LATER_CHAT_CONTINUED', notContinued: 'B0',
    }],
    ['says which one was left out earlier', late('CONTINUED', { continuedFromContactId: 'C0', leftOut: 'A0' }), {
      continuedFromContactId: 'C0', reasonCode: 'LATER_CHAT_CONTINUED', notContinued: 'A0',
    }],
    ['says which past chat will not follow', late('GIVEN_UP'), { reasonCode: 'SOURCE_REFUSED', notContinued: 'C0' }],
  ])('%s', async (_, more, result) => {
    const stored = { sessions: { session: { ...session, ...more }, pastContactIds: [] } };
    expect(await giveBack('ada', stored, stored.sessions.session, { table: watched.table, now: () => NOW })).toEqual({ ...RESUMED, ...result });
  });

  const LIFETIME = 20 * 60_000;

  test.each<[string, Partial<Session>, boolean, number]>([
    ['is sent once more after its tries', late('PENDING', { sentAt: NOW - LIFETIME - 1 }), true, 1],
    ['is not sent again before their end', late('PENDING', { sentAt: NOW - LIFETIME }), true, 0],
    ['is not sent a third time', late('PENDING', { sentAt: 0, isSentAgain: true }), true, 0],
    ['is not sent again when it was answered', late('GIVEN_UP', { sentAt: 0 }), true, 0],
    ['is not sent by a request that has not written so', late('PENDING', { sentAt: 0 }), false, 0],
  ])('whose past chat is pending: the message %s', async (customer, more, isUnchanged, messages) => {
    const sessions = { session: { ...session, ...more }, pastContactIds: [] };
    const stored = await store.table.replace(customer, await store.table.read(customer, NOW), sessions, NOW);
    if (!isUnchanged) await store.table.replace(customer, stored!, sessions, NOW);
    const sendPastChat = jest.fn(async () => true);
    const resumed = await giveBack(customer, stored!, sessions.session, { table: store.table, sendPastChat, now: () => NOW });
    expect(resumed).toMatchObject({ contactId: 'C1', outcome: 'RESUMED' });
    expect(sendPastChat.mock.calls).toEqual(Array.from({ length: messages }, () => [
      { contactId: 'C1', customer, hasInitialMessage: undefined, pastChats: [{ contactId: 'C0' }], rehydrationType: 'FROM_SEGMENT', isSentAgain: true },
    ]));
  });

  test('whose past chat is pending is given back where past chats are not attached later', async () => {
    const stored = { sessions: { session: { ...session, ...late('PENDING', { sentAt: 0 }) }, pastContactIds: [] } };
    watched.operations.length = 0;
    expect(await giveBack('grace', stored, stored.sessions.session, { table: watched.table, now: () => NOW })).toMatchObject({ outcome: 'RESUMED' });
    expect(watched.operations).toEqual([]);
  });
});
