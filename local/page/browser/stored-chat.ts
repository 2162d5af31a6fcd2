/**
 * What the client keeps. Nothing is stored in AWS: without these ids nobody finds the way back to a conversation.
 * The running chat belongs to this tab and survives a reload; the past one is shared by all tabs of the browser.
 */
export interface RunningChat {
  readonly details: connect.ChatDetailsInput;
  /** The contact in which an agent was last: where `FROM_SEGMENT` continues, so that a survey stays hidden. */
  readonly lastAgentContactId?: string;
  /** Whether anybody has said anything. */
  readonly spoken: boolean;
}

export interface PastChat {
  readonly initialContactId: string;
  readonly lastAgentContactId?: string;
}

const RUNNING = 'running-chat';
const PAST = 'past-chat';

export const storedChat = {
  running: () => read<RunningChat>(sessionStorage, RUNNING),
  past: () => read<PastChat>(localStorage, PAST),

  keepRunning(chat: RunningChat): void {
    sessionStorage.setItem(RUNNING, JSON.stringify(chat));
  },

  /** The running chat becomes the past one, unless there is nothing in it to come back to. */
  end(): void {
    const running = storedChat.running();
    sessionStorage.removeItem(RUNNING);
    if (!running?.spoken) return;
    const past: PastChat = { initialContactId: running.details.contactId, lastAgentContactId: running.lastAgentContactId };
    localStorage.setItem(PAST, JSON.stringify(past));
  },
};

function read<T>(storage: Storage, key: string): T | undefined {
  const text = storage.getItem(key);
  return text === null ? undefined : JSON.parse(text) as T;
}
