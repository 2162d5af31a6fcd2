import { RehydrationType } from '../start-chat/contract/start-plan';

/** A chat that has ended and may be continued, by its initial contact. */
export interface PastChat {
  readonly contactId: string;
  /** Whether the chat began with an `InitialMessage`, which is then one of the customer's messages. */
  readonly hasInitialMessage?: boolean;
}

/** What a start is to continue: the first of the past chats, or the next one when nothing was said in it. */
export interface Continuation {
  /** The latest first, at least one. */
  readonly pastChats: readonly PastChat[];
  readonly rehydrationType: RehydrationType;
  /** One that was left out of what the first one continues. */
  readonly leftOut?: string;
}

/** Past chats that Connect did not continue when the session started, and what has become of them since. */
export interface LateContinuation extends Continuation {
  /**
   * PENDING: one of them is to be attached to the session. CONTINUED: the first one has been. GIVEN_UP: none will be. EMPTY: none
   * has been, the session has ended, and nothing was said in it.
   */
  readonly state: 'PENDING' | 'CONTINUED' | 'GIVEN_UP' | 'EMPTY';
  /** What Connect said that the session continues. */
  readonly continuedFromContactId?: string;
  /** When the message that asks for it was last due to be sent, in milliseconds. */
  readonly sentAt: number;
  readonly isSentAgain?: boolean;
}
