import { CustomerSessions, Lease, NO_SESSIONS, Session } from '../../../lambda/sessions/customer-sessions';
import { Liveness, SessionRequest, decideSession } from '../../../lambda/sessions/decide-session';

const NOW = Date.UTC(2026, 0, 1);
const session: Session = { contactId: 'C1', participantId: 'P1', participantToken: 'token', expiresAt: NOW + 60_000 };
const held: Lease = { id: 'L1', expiresAt: NOW + 1, triedAt: NOW };
const left: Lease = { id: 'L1', expiresAt: NOW, triedAt: NOW };
const resume: SessionRequest = { rehydrationType: 'FROM_SEGMENT', startsNew: false };
const anew: SessionRequest = { ...resume, startsNew: true };
const named = (sourceContactId: string): SessionRequest => ({ ...resume, sourceContactId });
const from = (...contactIds: string[]) => ({
  step: 'START', continuation: { pastChats: contactIds.map((contactId) => ({ contactId })), rehydrationType: 'FROM_SEGMENT' },
});
const unwanted = (lease: Lease | undefined) => ({ step: 'TAKE_OVER', lease, isWanted: false, startsNew: false });
const continuing = (contactId: string): CustomerSessions => ({
  lease: { ...left, source: { contactId, rehydrationType: 'FROM_SEGMENT' } }, pastContactIds: ['C0'],
});
const RUNNING: Liveness = { state: 'RUNNING', connectionToken: 'connection' };
const ENDED: Liveness = { state: 'ENDED' };
const UNKNOWN: Liveness = { state: 'UNKNOWN' };
const running: CustomerSessions = { session, pastContactIds: ['C0'] };
const MINUTE = 60_000;
const expiredFor = (minutes: number): CustomerSessions => ({ session: { ...session, expiresAt: NOW - minutes * MINUTE }, pastContactIds: [] });
const over: CustomerSessions = { session: { ...session, expiresAt: NOW - 24 * 60 * 60_000 }, pastContactIds: [] };

/** Seven days, and ten minutes for the clocks. */
const WINDOW = (7 * 24 * 60 + 10) * MINUTE;
const triedBefore = (ago: number) => ({ lease: { ...left, expiresAt: 0, triedAt: NOW - ago }, pastContactIds: ['C0'] });

test.each<[string, SessionRequest, CustomerSessions, Liveness | undefined, object]>([
  ['an unknown customer starts', resume, NO_SESSIONS, undefined, { step: 'START' }],
  ['a session that may run is confirmed first', resume, running, undefined, { step: 'CONFIRM', session }],
  ['a running session is resumed', resume, running, RUNNING, { step: 'RESUME', session }],
  ['a running session is resumed for a customer who names an older one', named('C0'), running, RUNNING, { step: 'RESUME', session }],
  ['a customer who asks for a new chat leaves the running session', anew, running, RUNNING, { step: 'LEAVE', connectionToken: 'connection' }],
  ['a session whose state is unknown may run', resume, running, UNKNOWN, { step: 'FAIL' }],
  ['a customer who asks for a new chat gets one while the state of the session is unknown', anew, running, UNKNOWN, { step: 'START' }],
  ['an ended session is continued', resume, running, ENDED, from('C1')],
  ['an ended session is not continued when the customer asks for a new chat', anew, running, ENDED, { step: 'START' }],
  ['an ended session is continued with the one that it did not continue, also by name', named('C1'), {
    session: { ...session, late: { pastChats: [{ contactId: 'C0' }], rehydrationType: 'FROM_SEGMENT', state: 'GIVEN_UP', sentAt: 0 } }, pastContactIds: ['C0'],
  }, ENDED, from('C1', 'C0')],
  ['an older session is continued by name', named('C0'), running, ENDED, from('C0')],
  ['a session whose longest duration is over is not confirmed', resume, over, undefined, from('C1')],
  ['a session is confirmed for the time that another clock may be behind', resume, expiredFor(10), undefined, { step: 'CONFIRM', session: expiredFor(10).session }],
  ['a session is not confirmed after that time', resume, expiredFor(10.01), undefined, from('C1')],
  ['the latest of the past sessions is continued', resume, { pastContactIds: ['C2', 'C1'] }, undefined, from('C2')],
  ['a foreign source is refused', named('X1'), running, RUNNING, { step: 'REFUSE' }],
  ['a foreign source is refused to an unknown customer', named('X1'), NO_SESSIONS, undefined, { step: 'REFUSE' }],
  ['a request waits for a start that another one holds', resume, { lease: held, pastContactIds: [] }, undefined, { step: 'WAIT' }],
  ['a request that names the contact of that start waits, too', named('C1'), { lease: held, pastContactIds: [] }, undefined, { step: 'WAIT' }],
  ['a start that was left is taken over', resume, { lease: left, pastContactIds: [] }, undefined, { step: 'TAKE_OVER', lease: left, isWanted: true, startsNew: false }],
  ['a start that was left, and that continues the same contact, is taken over', resume, continuing('C0'), undefined, { step: 'TAKE_OVER', lease: continuing('C0').lease, isWanted: true, startsNew: false }],
  ['a start that was left, and whose contact may be the named source, is taken over, but not wanted', named('C1'), { lease: left, pastContactIds: [] }, undefined, unwanted(left)],
  ['a start that was left, and that continues another contact, is taken over, but not wanted', named('C0'), continuing('C1'), undefined, unwanted(continuing('C1').lease)],
  ['a start that was left, and that has another rehydration type, is taken over, but not wanted', { ...resume, rehydrationType: 'ENTIRE_PAST_SESSION' }, continuing('C0'), undefined, unwanted(continuing('C0').lease)],
  ['a start that was left, and that continues nothing, is taken over, but not wanted', resume, { lease: left, pastContactIds: ['C0'] }, undefined, unwanted(left)],
  ['a start that was left is taken over, but not wanted, when the customer asks for a new chat', anew, { lease: left, pastContactIds: [] }, undefined, { ...unwanted(left), startsNew: true }],
  ['a start is taken over for as long as Connect knows its client token', resume, triedBefore(WINDOW), undefined, { step: 'TAKE_OVER', lease: triedBefore(WINDOW).lease, isWanted: false, startsNew: false }],
  ['a start is dropped after that time', resume, triedBefore(WINDOW + 1), undefined, from('C0')],
])('%s', (_, request, sessions, liveness, plan) => {
  expect(decideSession(request, sessions, liveness, NOW)).toEqual(plan);
});
