import { hashTexts } from '../hash';
import { SourceContact } from '../start-chat/contract/start-plan';

/**
 * What the store knows about one customer, and every way in which that changes. Nothing here reads a clock or a table, so
 * that the promise of docs/sessions.md can be checked against these functions and the conditions in `session-table.ts`.
 */

// Longer than the function can run, so that the request that held an expired lease has ended.
const LEASE_MS = 30_000;
// Clocks of two execution environments may differ by this much, or by more: it is a margin, not a guarantee.
const CLOCK_SKEW_MS = 10 * 60_000;
// AWS documents it for operations like StartChatContact. A chat runs no longer than that, either.
const CLIENT_TOKEN_MS = 7 * 24 * 60 * 60_000;
// More than anybody has in 13 months, so that all of them can be forgotten; and 40 KB of the 400 KB that an item may have.
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

/** The right to start one chat. Its id becomes Connect's client token: whoever uses the lease, at any time, gets the same contact. */
export interface Lease {
  readonly id: string;
  readonly expiresAt: number;
  /** When Connect was last asked for the chat and may have made it, in milliseconds. */
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

/** Whether Connect may have forgotten the lease's client token, and a chat that the lease made has ended. */
export function isOutdated({ triedAt }: Lease, now: number): boolean {
  return now > triedAt + CLIENT_TOKEN_MS + CLOCK_SKEW_MS;
}

/** Whether the session cannot run any more. The participant service need not be asked. */
export function isOver({ expiresAt }: Session, now: number): boolean {
  return now > expiresAt + CLOCK_SKEW_MS;
}

/** The session has ended and a start begins: its token is dropped, and no other start may begin. */
export function begin(sessions: CustomerSessions, leaseId: string, now: number, source?: SourceContact): CustomerSessions {
  return { pastContactIds: listEndedSessions(sessions), lease: { id: leaseId, expiresAt: now + LEASE_MS, triedAt: now, source } };
}

/** Another request goes on with a lease whose holder gave up or crashed: same id, same source, so that Connect gives back the same contact. */
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

/** The lease may have made a contact whose answer was lost: the next start may take it over at once. */
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
