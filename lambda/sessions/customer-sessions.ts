import { hashTexts } from '../hash';
import { SourceContact } from '../start-chat/contract/start-plan';

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

/** A chat that may still run. */
export interface Session {
  /** The session's initial contact. */
  readonly contactId: string;
  readonly participantId: string;
  readonly participantToken: string;
  readonly continuedFromContactId?: string;
  /** When a chat of the longest duration is over, in milliseconds. */
  readonly expiresAt: number;
}

/** The right to start one chat. Connect's client token is made from its id, so that every request that uses the lease gets the same contact. */
export interface Lease {
  readonly id: string;
  readonly expiresAt: number;
  /** When Connect was last asked for the chat, which it may have created then, in milliseconds. */
  readonly triedAt: number;
  /** The past session that the chat continues, by its initial contact. */
  readonly source?: SourceContact;
}

export interface CustomerSessions {
  readonly session?: Session;
  readonly lease?: Lease;
  /** Initial contacts of the sessions that have ended, the latest first. */
  readonly pastContactIds: readonly string[];
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

/** The session has ended and a start begins: removes the session's token, and takes the lease, so that no other start begins. */
export function begin(sessions: CustomerSessions, leaseId: string, now: number, source?: SourceContact): CustomerSessions {
  return { pastContactIds: listEndedSessions(sessions), lease: { id: leaseId, expiresAt: now + LEASE_MS, triedAt: now, source } };
}

/** Another request continues with the lease of a request that gave up or crashed. Id and source stay, so that Connect returns the same contact. */
export function takeOver(sessions: CustomerSessions, lease: Lease, now: number): CustomerSessions {
  return { ...sessions, lease: { ...lease, expiresAt: now + LEASE_MS, triedAt: now } };
}

/** The chat was started. */
export function commit({ pastContactIds }: CustomerSessions, session: Session): CustomerSessions {
  return { session, pastContactIds };
}

/** It is certain that the lease made no contact. */
export function abandon({ pastContactIds }: CustomerSessions): CustomerSessions {
  return { pastContactIds };
}

/** The lease may have made a contact whose answer was lost, so the next start may take the lease over at once. */
export function handOver(sessions: CustomerSessions, lease: Lease): CustomerSessions {
  return { ...sessions, lease: { ...lease, expiresAt: 0 } };
}

/** All contacts of the customer that the store knows, the latest first. */
export function listContacts({ session, pastContactIds }: CustomerSessions): readonly string[] {
  return session ? [session.contactId, ...pastContactIds] : pastContactIds;
}

function listEndedSessions(sessions: CustomerSessions): readonly string[] {
  return listContacts(sessions).slice(0, REMEMBERED_PAST_SESSIONS);
}
