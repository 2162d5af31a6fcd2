import { Attached, attachPastChat } from './attach';
import { ConnectInstance } from './connect-instance';
import { describeContact, wasSomethingSaid } from './contact-record';
import { PastChatMessage } from '../late-rehydration/past-chat-message';
import type { PendingChange } from '../sessions/pending-update';
import type { SessionTable } from '../sessions/session-table';

// The rest of the function's 10 s is for the table, and for the message's next delivery.
const CONNECT_MS = 5000;

/** What a try works with. */
export interface TryServices extends ConnectInstance {
  /** Absent without a session store. */
  readonly table?: Pick<SessionTable, 'changePending' | 'readLastSegment'>;
  readonly now: () => number;
}

/** What came of a try. */
export type Tried =
  | (Attached & { readonly sourceContactId: string })
  /** The chat has ended, and nothing was said in it: the next chat continues what this one was to continue. */
  | { readonly outcome: 'EMPTY'; readonly sourceContactId: string }
  /** The chat is not the customer's session any more, or waits for no such past chat. Connect was not called. */
  | { readonly outcome: 'NOT_PENDING' };

/** Tries once to attach a past chat to the running one. */
export async function tryToAttach(message: PastChatMessage, tries: number, isLast: boolean, services: TryServices): Promise<Tried> {
  const { table, now } = services;
  const { contactId, customer, pastChats, rehydrationType } = message;
  const deadline = AbortSignal.timeout(CONNECT_MS);
  // A message without a customer could not be checked against the table, and one with a customer has to be.
  if (!table !== (customer === undefined)) return { outcome: 'NOT_PENDING' };
  if (!table || customer === undefined) {
    const [{ contactId: sourceContactId }] = pastChats;
    return { ...await attachPastChat(services, message, sourceContactId, tries, deadline), sourceContactId };
  }
  const pastContactIds = pastChats.map((pastChat) => pastChat.contactId);
  const isPending = pastContactIds.length > 0 && await table.changePending(customer, { contactId, pastContactIds, becomes: 'PENDING' });
  if (!isPending) return { outcome: 'NOT_PENDING' };

  const chosen = await choosePastChat(message, services, deadline);
  const sourceContactId = pastContactIds[chosen];
  const segment = rehydrationType === 'FROM_SEGMENT' ? await table.readLastSegment(sourceContactId, now()) : undefined;
  const attached = await attachPastChat(services, message, segment ?? sourceContactId, tries, deadline);
  const become = async (outcome: Outcome) => table.changePending(customer, { contactId, pastContactIds: pastContactIds.slice(chosen), ...outcome });
  if (attached.outcome === 'ATTACHED') {
    await become({ becomes: 'CONTINUED', continuedFromContactId: attached.continuedFromContactId ?? sourceContactId });
    return { ...attached, sourceContactId };
  }
  const found = await findOutcome(message, services, deadline);
  if (found ?? isLast) await become(found ?? { becomes: 'GIVEN_UP' });
  if (found?.becomes === 'CONTINUED') return { outcome: 'ATTACHED', continuedFromContactId: found.continuedFromContactId, sourceContactId };
  return found ? { outcome: 'EMPTY', sourceContactId } : { ...attached, sourceContactId };
}

type Outcome = PendingChange extends infer Change ? Change extends PendingChange ? Omit<Change, 'contactId' | 'pastContactIds'> : never : never;

/** @returns the index of the latest past chat in which something was said; of the first one of all when nothing was said in any */
async function choosePastChat({ pastChats }: PastChatMessage, services: TryServices, deadline: AbortSignal): Promise<number> {
  for (let index = 0; index < pastChats.length - 1; index += 1) {
    if (await isConversation(pastChats[index], services, deadline)) return index;
  }
  return pastChats.length - 1;
}

async function isConversation({ contactId, hasInitialMessage }: PastChatMessage['pastChats'][number], services: TryServices, deadline: AbortSignal): Promise<boolean> {
  if (wasSomethingSaid(await describeContact(services, contactId, deadline), hasInitialMessage)) return true;
  // There was a later segment, of which the record of the first one tells nothing.
  return await services.table!.readLastSegment(contactId, services.now()) !== undefined;
}

/** What the chat's record says when Connect refuses: an earlier try succeeded whose answer was lost, or the chat has ended and was empty. */
async function findOutcome(message: PastChatMessage, services: TryServices, deadline: AbortSignal) {
  const record = await describeContact(services, message.contactId, deadline);
  if (record?.continuedFromContactId !== undefined) return { becomes: 'CONTINUED', continuedFromContactId: record.continuedFromContactId } as const;
  return record?.hasEnded && !await isConversation(message, services, deadline) ? { becomes: 'EMPTY' } as const : undefined;
}
