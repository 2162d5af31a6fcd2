import { Construct } from 'constructs';
import { ChatAccessConfig } from '../../chat-access-config';
import { PersistentChatProps } from '../../persistent-chat-props';
import { RehydrationFailure } from '../../rehydration-failure';
import { invalidProp } from '../props/invalid-prop';

/**
 * Whether past chats are attached late. Throws when they should be and cannot: with neither a store nor resume handles nothing
 * proves whose they are, and with `RETURN_ERROR` there is no running chat to attach them to.
 */
export function isRehydratedLate(
  scope: Construct, { lateRehydration, rehydrationFailure, sessionStore }: PersistentChatProps, { resumeHandleKey }: ChatAccessConfig,
): boolean {
  const knowsWhose = sessionStore !== undefined || resumeHandleKey !== undefined;
  if (lateRehydration && !knowsWhose) {
    throw invalidProp(scope, 'lateRehydration', {
      must: 'be false or left out with ChatAccess.iam() without sessionStore', got: lateRehydration, remedy: 'There are no resume handles.',
    });
  }
  const startsNewChat = rehydrationFailure !== RehydrationFailure.RETURN_ERROR;
  if (lateRehydration && !startsNewChat) {
    throw invalidProp(scope, 'lateRehydration', {
      must: 'be false or left out with rehydrationFailure RETURN_ERROR', got: lateRehydration, remedy: 'No chat is started then.',
    });
  }
  return lateRehydration ?? (knowsWhose && startsNewChat);
}
