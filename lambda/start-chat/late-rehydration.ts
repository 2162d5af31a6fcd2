import { StartPlan } from './contract/start-plan';
import { StartedChat } from './contract/started-chat';
import { OpenedHandle } from './handles/resume-handles';
import { PastChatQueue } from '../late-rehydration/past-chat-queue';

/**
 * Has the past chat attached to the started one later, when Connect refused to continue it: most likely its transcript is not
 * written yet. Only a valid handle proves that the past chat is the caller's. A failure never fails the start.
 */
export async function attachLater(
  chat: StartedChat, { sourceContactId, rehydrationType }: StartPlan, handle: OpenedHandle | undefined, queue: PastChatQueue,
): Promise<StartedChat> {
  if (chat.reasonCode !== 'SOURCE_REFUSED' || handle?.state !== 'VALID' || sourceContactId === undefined) return chat;
  const message = { contactId: chat.contactId, sourceContactId, rehydrationType };
  const isSent = await queue.send(message).then(() => true, () => false);
  return isSent ? { ...chat, reasonCode: 'PAST_CHAT_PENDING' } : chat;
}
