import { getErrorName } from '../aws/call-error';
import { StartPlan } from './contract/start-plan';
import { StartedChat } from './contract/started-chat';
import { OpenedHandle } from './handles/resume-handles';
import { PastChatQueue } from '../late-rehydration/past-chat-queue';

/** The chat as the caller learns of it. */
export interface AnnouncedChat {
  readonly chat: StartedChat;
  /** Why the queue has no message. */
  readonly queueErrorName?: string;
}

/**
 * Has the past chat attached to the started one later, when Connect refused to continue it: most likely its transcript is not
 * written yet. Only a valid handle proves that the past chat is the caller's. A failure never fails the start.
 */
export async function attachLater(
  chat: StartedChat, { sourceContactId, rehydrationType }: StartPlan, handle: OpenedHandle | undefined, queue: PastChatQueue | undefined,
): Promise<AnnouncedChat> {
  if (!queue || chat.reasonCode !== 'SOURCE_REFUSED' || handle?.state !== 'VALID' || sourceContactId === undefined) return { chat };
  const message = { contactId: chat.contactId, pastChats: [{ contactId: sourceContactId }], rehydrationType };
  const queueErrorName = await queue.send(message).then(() => undefined, getErrorName);
  return queueErrorName === undefined ? { chat: { ...chat, reasonCode: 'PAST_CHAT_PENDING' } } : { chat, queueErrorName };
}
