import type { Continuation, Customer } from './customer';
import { toChatDetails, type PersistentChatRequest, type StartedChat } from './started-chat';

interface RunningChat {
  readonly details: connect.ChatDetailsInput;
  /** Continues the chat after its end: a resume handle, or else a contact id. */
  readonly source: string;
  readonly spoken: boolean;
}

const RUNNING = 'running-chat';
const PAST = 'past-chat';

/**
 * A customer who has not signed in, and can come back with this browser only. The running chat belongs to one tab and
 * survives a reload. All tabs share the past chat's resume handle.
 */
export class Visitor implements Customer {
  readonly name = 'Visitor';
  readonly returnNote = 'Not signed in: this browser stores a resume handle.';

  constructor(readonly apiUrl: string) {}

  listContinuations(): readonly Continuation[] {
    return localStorage.getItem(PAST) === null ? [] : ['ENTIRE_PAST_SESSION', 'NEW'];
  }

  buildPersistentChat(continuation: Continuation): PersistentChatRequest | undefined {
    const source = localStorage.getItem(PAST);
    return source === null || continuation === 'NEW' ? undefined : { SourceContactId: source, RehydrationType: continuation };
  }

  async fetchHeaders(): Promise<Record<string, string>> {
    return {};
  }

  isChatting(): boolean {
    return readRunningChat() !== undefined;
  }

  readDetails(): connect.ChatDetailsInput | undefined {
    return readRunningChat()?.details;
  }

  onStarted(chat: StartedChat): void {
    const { startChatResult, persistentChat } = chat;
    saveRunningChat({ details: toChatDetails(chat), source: persistentChat.resumeHandle ?? startChatResult.ContactId, spoken: false });
  }

  onMessage(): void {
    const chat = readRunningChat();
    if (chat) saveRunningChat({ ...chat, spoken: true });
  }

  /** The running chat becomes the past chat, unless it has no messages. */
  onEnded(): void {
    const chat = readRunningChat();
    sessionStorage.removeItem(RUNNING);
    if (chat?.spoken) localStorage.setItem(PAST, chat.source);
  }
}

function readRunningChat(): RunningChat | undefined {
  const text = sessionStorage.getItem(RUNNING);
  return text === null ? undefined : JSON.parse(text) as RunningChat;
}

function saveRunningChat(chat: RunningChat): void {
  sessionStorage.setItem(RUNNING, JSON.stringify(chat));
}
