/**
 * Which past contact a chat continues from, and which contacts' transcripts it shows.
 *
 * With a past session of C1 (first agent), C2 (after a transfer) and C3 (survey):
 *
 * | type                | source | continued from | transcripts |
 * |---------------------|--------|----------------|-------------|
 * | FROM_SEGMENT        | C2     | C2             | C2, C1      |
 * | ENTIRE_PAST_SESSION | C1     | C3             | C3, C2, C1  |
 *
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/chat-persistence.html
 */
import type { RehydrationType } from '@aws-sdk/client-connect';

/** What rehydration needs to know about an ended chat session. */
export interface PastSession {
  /** The session's contacts, initial contact first. */
  readonly contactIds: readonly string[];

  /** The past contact that this session continued. */
  readonly continuedFromContactId?: string;
}

export interface Rehydration {
  readonly continuedFromContactId: string;

  /** Contacts whose transcripts are shown, latest first. */
  readonly pastContactIds: readonly string[];
}

export function rehydrate(type: RehydrationType, sourceContactId: string, sessionOf: (contactId: string) => PastSession): Rehydration {
  const continuedFromContactId = type === 'FROM_SEGMENT' ? sourceContactId : sessionOf(sourceContactId).contactIds.at(-1)!;
  return { continuedFromContactId, pastContactIds: listPastContacts(continuedFromContactId, sessionOf) };
}

function listPastContacts(contactId: string, sessionOf: (contactId: string) => PastSession): string[] {
  const { contactIds, continuedFromContactId } = sessionOf(contactId);
  const upToContact = contactIds.slice(0, contactIds.indexOf(contactId) + 1).reverse();
  const earlier = continuedFromContactId === undefined ? [] : listPastContacts(continuedFromContactId, sessionOf);
  return [...upToContact, ...earlier];
}
