import { Session } from './customer-sessions';
import { PastChatMessage } from '../late-rehydration/past-chat-message';

/** Asks for a past chat to be attached to a running one. @returns whether the queue has the message: a failure never fails the request */
export type SendPastChat = (message: PastChatMessage, deadline?: AbortSignal) => Promise<boolean>;

export function createPastChatMessage(customer: string, { contactId, hasInitialMessage, late }: Session): PastChatMessage {
  const { pastChats, rehydrationType, isSentAgain } = late!;
  return { contactId, hasInitialMessage, customer, pastChats, rehydrationType, isSentAgain };
}
