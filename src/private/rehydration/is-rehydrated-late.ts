import { Construct } from 'constructs';
import { ChatAccessConfig } from '../../chat-access-config';
import { PersistentChatProps } from '../../persistent-chat-props';
import { invalidProp } from '../props/invalid-prop';

/** Whether past chats are attached late. Throws when they should be, and no resume handle could prove whose they are. */
export function isRehydratedLate(scope: Construct, { lateRehydration }: PersistentChatProps, { resumeHandleKey }: ChatAccessConfig): boolean {
  if (lateRehydration && !resumeHandleKey) {
    throw invalidProp(scope, 'lateRehydration', {
      must: 'be false or left out with ChatAccess.iam() and with sessionStore', got: lateRehydration, remedy: 'They have no resume handles.',
    });
  }
  return lateRehydration ?? resumeHandleKey !== undefined;
}
