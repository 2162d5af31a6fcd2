import { randomUUID } from 'crypto';
import type { AttributeValue, UpdateItemInput } from '@aws-sdk/client-dynamodb';
import { ItemKey } from './session-item';
import { PARTITION_KEY } from '../../src/shared/session-items';

/** What becomes of a session that waits for a past chat. Each change happens only while it waits for exactly that. */
export type PendingChange = {
  /** The session, by its initial contact. */
  readonly contactId: string;
  /** The past chats that it waits for: the one that is worked on, then those before it. */
  readonly pastContactIds: readonly string[];
} & (
  /** Nothing changes: the caller asks whether it still waits. */
  | { readonly becomes: 'PENDING' }
  | { readonly becomes: 'CONTINUED'; readonly continuedFromContactId: string }
  | { readonly becomes: 'GIVEN_UP' }
  /** The session has ended, and nothing was said in it. */
  | { readonly becomes: 'EMPTY' }
);

/** Names no attribute that holds a participant token. */
export function buildPendingUpdate(address: { TableName: string; Key: ItemKey }, change: PendingChange): UpdateItemInput {
  const { contactId, pastContactIds, becomes } = change;
  const sources = Object.fromEntries(pastContactIds.map((id, index) => [`:source${index}`, { S: id }]));
  const conditions = [`attribute_exists(${PARTITION_KEY})`, 'pendingChat = :chat', ...Object.keys(sources).map((name) => `contains(pendingSources, ${name})`)];
  const input = { ...address, ConditionExpression: conditions.join(' AND '), ReturnValues: 'NONE' as const };
  const values: Record<string, AttributeValue> = { ':chat': { S: contactId }, ...sources };
  if (becomes === 'PENDING') return { ...input, ExpressionAttributeValues: values };
  const own = describeOutcome(change);
  return {
    ...input,
    UpdateExpression: `SET ${['version = :version', 'pendingSources = :rest', ...own.set].join(', ')} REMOVE pendingChat`,
    ExpressionAttributeValues: {
      ...values, ':version': { S: randomUUID() }, ':rest': { L: pastContactIds.map((id) => ({ S: id })) }, ...own.values,
    },
  };
}

function describeOutcome(change: PendingChange): { readonly set: string[]; readonly values: Record<string, AttributeValue> } {
  if (change.becomes === 'CONTINUED') return { set: ['continuedContactId = :continued'], values: { ':continued': { S: change.continuedFromContactId } } };
  return { set: change.becomes === 'EMPTY' ? ['emptyChat = :chat'] : [], values: {} };
}
