import type { PersistentChatRequest, StartedChat } from './started-chat';

/** What a customer wants to continue; `NEW` for nothing. */
export type Continuation = 'ENTIRE_PAST_SESSION' | 'FROM_SEGMENT' | 'NEW';

/** The customer on the page, and what the browser stores so that the customer can come back to a chat. */
export interface Customer {
  readonly name: string;
  /** How this customer can come back to a chat, for the page. */
  readonly returnNote: string;
  readonly apiUrl: string;
  /** The choices for this customer. Empty when there is no earlier chat. */
  listContinuations(): readonly Continuation[];
  buildPersistentChat(continuation: Continuation): PersistentChatRequest | undefined;
  fetchHeaders(): Promise<Record<string, string>>;
  /** Whether a chat was open when the page was closed or reloaded. */
  isChatting(): boolean;
  /** Returns the details of that chat; undefined when only the API knows them. */
  readDetails(): connect.ChatDetailsInput | undefined;
  onStarted(chat: StartedChat): void;
  /** Called when the running chat has a message. */
  onMessage(): void;
  onEnded(): void;
}
