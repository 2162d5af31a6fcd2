import type { PersistentChat, StartChatContactRequest } from '@aws-sdk/client-connect';

export const REHYDRATION_TYPES = ['ENTIRE_PAST_SESSION', 'FROM_SEGMENT'] as const;

export type RehydrationType = (typeof REHYDRATION_TYPES)[number];

/** The chat to start, fully decided. */
export interface StartPlan {
  readonly chat: StartChatContactRequest;
  /** The ended chat to continue, if one was asked for. */
  readonly source?: PersistentChat;
  /** Why the past chat that was asked for is not even tried. */
  readonly sourceRefused?: string;
}
