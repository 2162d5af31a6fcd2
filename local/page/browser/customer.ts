import type { PersistentChatRequest, StartedChat } from './started-chat';

/** What a person wants to go on with. */
export type Continuation = 'ENTIRE_PAST_SESSION' | 'FROM_SEGMENT' | 'NEW';

/** Who chats on the page, and what the browser keeps so that this person finds back to a chat. */
export interface Customer {
  readonly name: string;
  /** What brings this person back, in a sentence. */
  readonly returnNote: string;
  readonly apiUrl: string;
  /** What can be chosen. None when there is nothing to go on with. */
  listContinuations(): readonly Continuation[];
  buildPersistentChat(continuation: Continuation): PersistentChatRequest | undefined;
  fetchHeaders(): Promise<Record<string, string>>;
  /** Whether a chat was open when the page was left. */
  isChatting(): boolean;
  /** That chat, unless the API has to be asked for it. */
  readDetails(): connect.ChatDetailsInput | undefined;
  onStarted(chat: StartedChat): void;
  /** Somebody has said something in the running chat. */
  onMessage(): void;
  onEnded(): void;
}
