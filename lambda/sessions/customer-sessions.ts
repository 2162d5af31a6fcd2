import { Continuation, LateContinuation, PastChat } from './past-chats';
import { CHAT_DURATION_MINUTES } from '../../src/shared/chat-duration';
import { hashTexts } from '../hash';
import { SourceContact } from '../start-chat/contract/start-plan';
import { StartedChat } from '../start-chat/contract/started-chat';

/**
 * What the store knows about one customer, and every change of it. These functions are pure: they read no clock and no table.
 * Together with the conditions in `session-table.ts` they make sure of what docs/sessions.md promises.
 */

// Longer than the function can run, so that the request that held an expired lease has ended.
const LEASE_MS = 30_000;
// A margin for the difference between the clocks of two execution environments, which is usually far smaller.
const CLOCK_SKEW_MS = 10 * 60_000;
// How long Connect knows a client token. AWS documents it for operations like StartChatContact. It is also the longest time that a chat runs.
const CLIENT_TOKEN_MS = 7 * 24 * 60 * 60_000;
// More than a customer has in 13 months, so that the store can delete all of them. They take 40 KB of the 400 KB that an item can have.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
const REMEMBERED_PAST_SESSIONS = 1000;
// More than a customer opens and closes before one of them can be continued.
const CONTINUABLE_PAST_CHATS = 10;
// Longer than the 15 minutes of tries that follow one message.
const MESSAGE_LIFETIME_MS = 20 * 60_000;

/** A chat that may still run. */
export interface Session {
  /** The session's initial contact. */
  readonly contactId: string;
  readonly participantId: string;
  readonly participantToken: string;
  readonly continuedFromContactId?: string;
  /** When a chat of the longest duration is over, in milliseconds. */
  readonly expiresAt: number;
  readonly hasInitialMessage?: boolean;
  /** The past chat that is not part of what this one continues. */
  readonly notContinued?: string;
  /** The past chats that Connect did not continue at the start. */
  readonly late?: LateContinuation;
}

/** The right to start one chat. Connect's client token is made from its id, so that every request that uses the lease gets the same contact. */
export interface Lease {
  readonly id: string;
  readonly expiresAt: number;
  /** When Connect was last asked for the chat, which it may have created then, in milliseconds. */
  readonly triedAt: number;
  /** The past session that the chat continues, by its initial contact. */
  readonly source?: SourceContact;
  /** What the chat was to continue. Without a source, Connect has refused it. */
  readonly continuation?: Continuation;
  readonly hasInitialMessage?: boolean;
}

export interface CustomerSessions {
  readonly session?: Session;
  readonly lease?: Lease;
  /** Initial contacts of the sessions that have ended, the latest first. */
  readonly pastContactIds: readonly string[];
  /** What a start continues that names nothing, the latest first. Absent with a session, and when it is the latest past session. */
  readonly pastChats?: readonly PastChat[];
}

export const NO_SESSIONS: CustomerSessions = { pastContactIds: [] };

/** The customer's key in the table. Equal keys mean equal issuer and subject. */
export function hashCustomer(issuer: string, subject: string): string {
  return hashTexts([issuer, subject]);
}

/** The client token of the chat that a lease may start. */
export function createLeaseToken(customer: string, leaseId: string): string {
  return hashTexts(['lease', customer, leaseId]);
}

export function isHeld(lease: Lease, now: number): boolean {
  return now < lease.expiresAt;
}

/** Whether Connect may no longer know the lease's client token, and any chat of the lease has ended. */
export function isOutdated({ triedAt }: Lease, now: number): boolean {
  return now > triedAt + CLIENT_TOKEN_MS + CLOCK_SKEW_MS;
}

/** Whether the session is older than the longest chat, so that it has certainly ended. */
export function isOver({ expiresAt }: Session, now: number): boolean {
  return now > expiresAt + CLOCK_SKEW_MS;
}

/** Whether the past chat is still pending after all tries of its message, so that one more message is sent. */
export function isToBeSentAgain({ late }: Session, now: number): boolean {
  return late?.state === 'PENDING' && !late.isSentAgain && now > late.sentAt + MESSAGE_LIFETIME_MS;
}

/** The request that begins a start. */
export interface Beginning {
  readonly leaseId: string;
  readonly now: number;
  readonly hasInitialMessage?: boolean;
}

/** The session has ended and a start begins: removes the session's token, and takes the lease, so that no other start begins. */
export function begin(sessions: CustomerSessions, beginning: Beginning, continuation?: Continuation): CustomerSessions {
  const source = continuation && { contactId: continuation.pastChats[0].contactId, rehydrationType: continuation.rehydrationType };
  return {
    pastContactIds: listEndedSessions(sessions),
    pastChats: listPastChats(sessions),
    lease: { ...createLease(beginning), source, continuation },
  };
}

/** Connect has refused the source. The new lease has none: a request that takes it over must not ask for a source that Connect may accept by then. */
export function beginWithoutSource(sessions: CustomerSessions, beginning: Beginning, continuation?: Continuation): CustomerSessions {
  return { ...sessions, lease: { ...createLease(beginning), continuation } };
}

function createLease({ leaseId, now, hasInitialMessage }: Beginning): Lease {
  return { id: leaseId, expiresAt: now + LEASE_MS, triedAt: now, hasInitialMessage };
}

/** Another request continues with the lease of a request that gave up or crashed. Id and source stay, so that Connect returns the same contact. */
export function takeOver(sessions: CustomerSessions, lease: Lease, { now, hasInitialMessage }: Omit<Beginning, 'leaseId'>): CustomerSessions {
  // Either request may have made the contact.
  const both = lease.hasInitialMessage && hasInitialMessage;
  return { ...sessions, lease: { ...lease, expiresAt: now + LEASE_MS, triedAt: now, hasInitialMessage: both } };
}

/** The session that a lease has started. @param isAttachedLate whether a past chat that Connect refused is attached later */
export function buildSession({ source, continuation, hasInitialMessage }: Lease, chat: StartedChat, now: number, isAttachedLate: boolean): Session {
  const { contactId, participantId, participantToken, continuedFromContactId } = chat;
  return {
    contactId,
    participantId,
    participantToken,
    continuedFromContactId,
    // Another request may have started the contact, with another duration.
    expiresAt: now + CHAT_DURATION_MINUTES.longest * 60_000,
    hasInitialMessage,
    notContinued: source && continuedFromContactId !== undefined ? continuation?.pastChats.at(1)?.contactId ?? continuation?.leftOut : undefined,
    late: continuation && !source ? { ...continuation, state: isAttachedLate ? 'PENDING' : 'GIVEN_UP', sentAt: now } : undefined,
  };
}

/** The chat was started. */
export function commit({ pastContactIds }: CustomerSessions, session: Session): CustomerSessions {
  return { session, pastContactIds };
}

/** It is certain that the lease made no contact. */
export function abandon({ pastContactIds, pastChats }: CustomerSessions): CustomerSessions {
  return { pastContactIds, pastChats };
}

/** The lease may have made a contact whose answer was lost, so the next start may take the lease over at once. */
export function handOver(sessions: CustomerSessions, lease: Lease): CustomerSessions {
  return { ...sessions, lease: { ...lease, expiresAt: 0 } };
}

/** Notes that one more message is sent for the session's pending past chat. */
export function sendAgain(sessions: CustomerSessions, session: Session, now: number): CustomerSessions {
  return { ...sessions, session: { ...session, late: { ...session.late!, sentAt: now, isSentAgain: true } } };
}

/** A session that counted as empty is not. */
export function keepSession(sessions: CustomerSessions, session: Session): CustomerSessions {
  return { ...sessions, session: { ...session, late: { ...session.late!, state: 'GIVEN_UP' } } };
}

/** What a start continues that names nothing: the latest past chat, with those before it that it does not contain. */
export function listPastChats({ session, pastContactIds, pastChats }: CustomerSessions): readonly PastChat[] {
  if (!session) return pastChats ?? pastContactIds.slice(0, 1).map((contactId) => ({ contactId }));
  const { contactId, hasInitialMessage, late } = session;
  const others = late && late.state !== 'CONTINUED' ? late.pastChats : [];
  return late?.state === 'EMPTY' ? others : [{ contactId, hasInitialMessage }, ...others].slice(0, CONTINUABLE_PAST_CHATS);
}

/** The past chat that was left out when a later one was attached to the session. */
export function findLeftOut({ session }: CustomerSessions): string | undefined {
  return session?.late?.state === 'CONTINUED' ? session.late.pastChats.at(1)?.contactId : undefined;
}

/** All contacts of the customer that the store knows, the latest first. */
export function listContacts({ session, pastContactIds }: CustomerSessions): readonly string[] {
  return session ? [session.contactId, ...pastContactIds] : pastContactIds;
}

function listEndedSessions(sessions: CustomerSessions): readonly string[] {
  return listContacts(sessions).slice(0, REMEMBERED_PAST_SESSIONS);
}
