import { RehydrationType } from '../start-chat/contract/start-plan';

/** A chat, by its initial contact, and whether it began with an `InitialMessage`. */
interface Chat {
  readonly contactId: string;
  readonly hasInitialMessage?: boolean;
}

/** Asks for a past chat to be attached to a chat that runs already. Holds ids only: no token, and nothing that a person wrote. */
export interface PastChatMessage extends Chat {
  /** Of which one is to be attached, the latest first. Several with a session store only. */
  readonly pastChats: readonly Chat[];
  readonly rehydrationType: RehydrationType;
  /** The customer's key in the session store. Absent without one. */
  readonly customer?: string;
  /** Whether an earlier message has not done it. */
  readonly isSentAgain?: boolean;
}
