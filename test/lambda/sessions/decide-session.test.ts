import { CustomerSessions, Lease, NO_SESSIONS, Session } from '../../../lambda/sessions/customer-sessions';
import { Liveness, SessionRequest, decideSession } from '../../../lambda/sessions/decide-session';

const NOW = Date.UTC(2026, 0, 1);
const session: Session = { contactId: 'C1', participantId: 'P1', participantToken: 'token', expiresAt: NOW + 60_000 };
const held: Lease = { id: 'L1', expiresAt: NOW + 1, triedAt: NOW };
const left: Lease = { id: 'L1', expiresAt: NOW, triedAt: NOW };
const resume: SessionRequest = { rehydrationType: 'FROM_SEGMENT', startsNew: false };
const anew: SessionRequest = { ...resume, startsNew: true };
const named = (sourceContactId: string): SessionRequest => ({ ...resume, sourceContactId });
const from = (contactId: string) => ({ step: 'START', source: { contactId, rehydrationType: 'FROM_SEGMENT' } });
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
  ['a running session is resumed for one who names an older one', named('C0'), running, RUNNING, { step: 'RESUME', session }],
  ['a running session is left for a new one', anew, running, RUNNING, { step: 'LEAVE', connectionToken: 'connection' }],
  ['a session of which nothing can be learnt may run', resume, running, UNKNOWN, { step: 'FAIL' }],
  ['a session of which nothing can be learnt is left behind for a new one', anew, running, UNKNOWN, { step: 'START' }],
  ['an ended session is continued', resume, running, ENDED, from('C1')],
  ['an ended session is not continued by a new one', anew, running, ENDED, { step: 'START' }],
  ['an older session is continued by name', named('C0'), running, ENDED, from('C0')],
  ['a session whose time is over needs no probe', resume, over, undefined, from('C1')],
  ['a session is probed for as long as another clock may be behind', resume, expiredFor(10), undefined, { step: 'CONFIRM', session: expiredFor(10).session }],
  ['and no longer', resume, expiredFor(10.01), undefined, from('C1')],
  ['the latest of the past sessions is continued', resume, { pastContactIds: ['C2', 'C1'] }, undefined, from('C2')],
  ['a foreign source is refused', named('X1'), running, RUNNING, { step: 'REFUSE' }],
  ['a foreign source is refused to an unknown customer', named('X1'), NO_SESSIONS, undefined, { step: 'REFUSE' }],
  ['a start that is under way is waited for', resume, { lease: held, pastContactIds: [] }, undefined, { step: 'WAIT' }],
  ['a start that is under way is waited for by one who names its contact', named('C1'), { lease: held, pastContactIds: [] }, undefined, { step: 'WAIT' }],
  ['a start that was left is taken over', resume, { lease: left, pastContactIds: [] }, undefined, { step: 'TAKE_OVER', lease: left, isWanted: true, startsNew: false }],
  ['so is one that continues the same', resume, continuing('C0'), undefined, { step: 'TAKE_OVER', lease: continuing('C0').lease, isWanted: true, startsNew: false }],
  ['and one whose chat may be the named source, which is not known yet', named('C1'), { lease: left, pastContactIds: [] }, undefined, unwanted(left)],
  ['and one that continues another', named('C0'), continuing('C1'), undefined, unwanted(continuing('C1').lease)],
  ['and one that continues it in another way', { ...resume, rehydrationType: 'ENTIRE_PAST_SESSION' }, continuing('C0'), undefined, unwanted(continuing('C0').lease)],
  ['and one that continues nothing', resume, { lease: left, pastContactIds: ['C0'] }, undefined, unwanted(left)],
  ['and any by a new one, whose chat must not be out already', anew, { lease: left, pastContactIds: [] }, undefined, { ...unwanted(left), startsNew: true }],
  ['a start that was tried as long ago as Connect knows it is taken over', resume, triedBefore(WINDOW), undefined, { step: 'TAKE_OVER', lease: triedBefore(WINDOW).lease, isWanted: false, startsNew: false }],
  ['and one that was tried before that is dropped', resume, triedBefore(WINDOW + 1), undefined, from('C0')],
])('%s', (_, request, sessions, liveness, plan) => {
  expect(decideSession(request, sessions, liveness, NOW)).toEqual(plan);
});
