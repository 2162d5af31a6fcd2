import { RehydrationType } from '../start-chat/contract/start-plan';

/** Asks for a past chat to be attached to a chat that runs already. Holds ids only: no token, and nothing that a person wrote. */
export interface PastChatMessage {
  /** The initial contact of the running chat. */
  readonly contactId: string;
  readonly sourceContactId: string;
  readonly rehydrationType: RehydrationType;
}
