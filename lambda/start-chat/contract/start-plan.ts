import type { StartChatContactRequest } from '@aws-sdk/client-connect';
import { NotContinuedCode } from './not-continued';

export const REHYDRATION_TYPES = ['ENTIRE_PAST_SESSION', 'FROM_SEGMENT'] as const;

export type RehydrationType = (typeof REHYDRATION_TYPES)[number];

/** A past chat to continue. */
export interface SourceContact {
  readonly contactId: string;
  readonly rehydrationType: RehydrationType;
}

/** What Connect is told about a chat, whether or not the chat continues another one. */
export type ChatDetails = Omit<StartChatContactRequest, 'ClientToken' | 'PersistentChat'>;

/** What was decided about a request. */
export interface StartPlan {
  readonly chat: ChatDetails;
  /** Keys of attributes that the caller sent and the chat does not get. */
  readonly droppedAttributes?: readonly string[];
  /** With it Connect starts one chat, however often the request is repeated. Absent with a session store, whose leases bring their own. */
  readonly clientToken?: string;
  /** The past chat that the caller asks for and may continue. With a session store it has to be the customer's, too. */
  readonly sourceContactId?: string;
  /** How a past chat is continued. */
  readonly rehydrationType: RehydrationType;
  /** Why the past chat that the caller asks for is not continued. */
  readonly sourceRefused?: NotContinuedCode;
}

/** One chat to ask Connect for. */
export interface ChatStart {
  readonly clientToken?: string;
  readonly source?: SourceContact;
  /** Why no past chat is continued although the caller asks for one. */
  readonly sourceRefused?: NotContinuedCode;
}
