import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { CustomerSessions, Session } from './customer-sessions';
import { LateContinuation } from './past-chats';
import { CONTACT_PREFIX, CUSTOMER_PREFIX, PARTITION_KEY } from '../../src/shared/session-items';

export type StoredItem = Record<string, AttributeValue | undefined>;
export type ItemKey = { readonly [PARTITION_KEY]: { readonly S: string } };

/** What is stored of `LateContinuation` in the attribute `sessions`. The rest is in attributes of its own: see `PENDING_ATTRIBUTES`. */
type StoredLate = Omit<LateContinuation, 'state' | 'continuedFromContactId'>;

export function toCustomerKey(customer: string): ItemKey {
  return { [PARTITION_KEY]: { S: `${CUSTOMER_PREFIX}${customer}` } };
}

export function toContactKey(initialContactId: string): ItemKey {
  return { [PARTITION_KEY]: { S: `${CONTACT_PREFIX}${initialContactId}` } };
}

/** The attributes of a customer's item, but for key, version and time to live. */
export function toAttributes(sessions: CustomerSessions): Record<string, AttributeValue> {
  const { session } = sessions;
  if (!session?.late) return { sessions: { S: JSON.stringify(sessions) } };
  const { state, continuedFromContactId, ...late } = session.late;
  return {
    sessions: { S: JSON.stringify({ ...sessions, session: { ...session, late } }) },
    pendingSources: { L: late.pastChats.map(({ contactId }) => ({ S: contactId })) },
    ...(state === 'PENDING' && { pendingChat: { S: session.contactId } }),
    ...(state === 'EMPTY' && { emptyChat: { S: session.contactId } }),
    ...(state === 'CONTINUED' && { continuedContactId: { S: continuedFromContactId! } }),
  };
}

export function fromAttributes(item: StoredItem): CustomerSessions {
  const sessions = JSON.parse(item.sessions!.S!) as CustomerSessions;
  const { session } = sessions;
  return session?.late ? { ...sessions, session: { ...session, late: readLate(session, session.late, item) } } : sessions;
}

function readLate({ contactId }: Session, late: StoredLate, item: StoredItem): LateContinuation {
  const sources = item.pendingSources?.L?.map(({ S }) => S);
  const pastChats = sources ? late.pastChats.filter((pastChat) => sources.includes(pastChat.contactId)) : late.pastChats;
  const continuedFromContactId = item.continuedContactId?.S;
  return { ...late, pastChats, continuedFromContactId, state: readState(contactId, continuedFromContactId, item) };
}

function readState(contactId: string, continued: string | undefined, { pendingChat, emptyChat }: StoredItem): LateContinuation['state'] {
  if (continued !== undefined) return 'CONTINUED';
  if (pendingChat?.S === contactId) return 'PENDING';
  return emptyChat?.S === contactId ? 'EMPTY' : 'GIVEN_UP';
}
