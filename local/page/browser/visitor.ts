import type { Continuation, Customer } from './customer';
import { toChatDetails, type PersistentChatRequest, type StartedChat } from './started-chat';

interface RunningChat {
  readonly details: connect.ChatDetailsInput;
  /** What continues the chat when it has ended. */
  readonly source: string;
  readonly spoken: boolean;
}

const RUNNING = 'running-chat';
const PAST = 'past-chat';

/**
 * Somebody who has not signed in: only this browser can find back. The running chat belongs to this tab and survives a
 * reload; what continues the past one is shared by all tabs.
 */
export class Visitor implements Customer {
  readonly name = 'Visitor';
  readonly returnNote = 'Not signed in: this browser keeps a resume handle.';

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

  /** The running chat becomes the past one, unless there is nothing in it to come back to. */
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
