import { startSessionTable, watchSessionTable } from './session-table-fixture';
import { CustomerSessions, NO_SESSIONS } from '../../../lambda/sessions/customer-sessions';
import type { Liveness } from '../../../lambda/sessions/decide-session';
import { resumeChat } from '../../../lambda/sessions/resume-chat';

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
