import { hashOf } from '../hash';

/**
 * What the store knows of one customer, and every way in which it changes. Nothing here reads a clock or a table: the
 * promise of docs/sessions.md can be checked against these functions and the conditions in `session-table.ts`.
 */

// Longer than the function can run, so that whoever held an expired lease is not at work any more.
const LEASE_MS = 30_000;
// Clocks of two execution environments may differ by this much, and more: it is a margin, no guarantee.
const CLOCK_SKEW_MS = 10 * 60_000;
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

/** The past session that a new one continues. */
export interface Source {
  readonly contactId: string;
  readonly rehydrationType: 'ENTIRE_PAST_SESSION' | 'FROM_SEGMENT';
}

/** The right to start one chat. Its id becomes Connect's client token: whoever uses the lease, at any time, gets the same contact. */
export interface Lease {
  readonly id: string;
  readonly expiresAt: number;
  readonly source?: Source;
}

export interface CustomerSessions {
  readonly session?: Session;
  readonly lease?: Lease;
  /** Initial contacts of the sessions that have ended, the latest first. */
  readonly pastContactIds: readonly string[];
}

export const NO_SESSIONS: CustomerSessions = { pastContactIds: [] };

/** Two customers are one only when issuer and subject are equal. */
export function customerKey(issuer: string, subject: string): string {
  return hashOf([issuer, subject]);
}

/** The client token of the chat that a lease may start. */
export function clientTokenOf(customer: string, leaseId: string): string {
  return hashOf(['lease', customer, leaseId]);
}

export function isHeld(lease: Lease, now: number): boolean {
  return now < lease.expiresAt;
}

/** Whether the session cannot run any more, whatever the participant service would say. */
export function isOver({ expiresAt }: Session, now: number): boolean {
  return now > expiresAt + CLOCK_SKEW_MS;
}

/** The session has ended and a start begins: its token is dropped, and no other start may begin. */
export function begin(sessions: CustomerSessions, leaseId: string, now: number, source?: Source): CustomerSessions {
  return { pastContactIds: endedSessions(sessions), lease: { id: leaseId, expiresAt: now + LEASE_MS, source } };
}

/** Another start goes on with a lease whose holder gave up or crashed: same id, same source, so that Connect gives back the same contact. */
export function takeOver(sessions: CustomerSessions, lease: Lease, now: number): CustomerSessions {
  return { ...sessions, lease: { ...lease, expiresAt: now + LEASE_MS } };
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
export function contactsOf({ session, pastContactIds }: CustomerSessions): readonly string[] {
  return session ? [session.contactId, ...pastContactIds] : pastContactIds;
}

function endedSessions(sessions: CustomerSessions): readonly string[] {
  return contactsOf(sessions).slice(0, REMEMBERED_PAST_SESSIONS);
}
