import type { StartChatRequest, StartedChatData } from './contract.js';
import type { StartedChat } from './results.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Connect's default, which is also the longest that the API gives to a chat that asks for no duration. */
const DEFAULT_CHAT_MINUTES = 1500;
const KEY_LIFETIME_MS = 5 * MINUTE_MS;
const CONTACT_ID_LENGTH = 36;

/** What is kept so that the customer can come back. Times are in milliseconds since 1970. */
export interface KeptChats {
  running?: RunningChat;
  /** The latest chat in which something was said. */
  past?: { readonly source: string; readonly until: number };
  start?: UnknownStart;
}

/** A start whose outcome is unknown. */
export interface UnknownStart {
  readonly key: string;
  readonly print: string;
  readonly until: number;
}

export interface RunningChat {
  readonly contactId: string;
  readonly until: number;
  /** Absent with a session store. */
  readonly data?: StartedChatData;
  /** Continues the chat when it has ended. */
  readonly source?: string;
  /** The item that is the chat's `InitialMessage`. `true` if it is not known yet. */
  initialMessage?: string | true;
}

/** Removes what has expired. */
export function removeExpired(kept: KeptChats): KeptChats {
  const now = Date.now();
  for (const name of ['running', 'past', 'start'] as const) {
    if (!(kept[name] && kept[name].until > now)) delete kept[name];
  }
  // The clock has been set back.
  if (kept.start && kept.start.until > now + KEY_LIFETIME_MS) delete kept.start;
  return kept;
}

/** The idempotency key of a start: the same for the same body, until the outcome is known. */
export function chooseKey(kept: KeptChats, body: string): UnknownStart {
  const print = fingerprint(body);
  if (kept.start?.print !== print) kept.start = { key: createKey(), print, until: Date.now() + KEY_LIFETIME_MS };
  return kept.start;
}

export function keepRunning(kept: KeptChats, { data }: StartedChat, request: StartChatRequest, hasSessionStore: boolean): void {
  const { startChatResult: { ContactId: contactId }, persistentChat: { resumeHandle, reasonCode, outcome } } = data;
  const until = Date.now() + (request.ChatDurationInMinutes ?? DEFAULT_CHAT_MINUTES) * MINUTE_MS;
  delete kept.start;
  if (hasSessionStore) {
    kept.running = { contactId, until };
    return;
  }
  if (reasonCode === 'HANDLE_INVALID') delete kept.past;
  // An API without handles takes contact ids. One that cannot make a handle now does not.
  const hasHandles = kept.past && kept.past.source.length > CONTACT_ID_LENGTH;
  const source = resumeHandle ?? (hasHandles ? kept.past?.source : contactId);
  const resumed = { ...data, persistentChat: { outcome: 'RESUMED' as const } };
  kept.running = { contactId, until, source, data: resumed, ...(request.InitialMessage && outcome !== 'RESUMED' && { initialMessage: true }) };
}

/** Keeps the running chat as the one to continue, now that something was said in it. */
export function keepAsPast(kept: KeptChats, days: number): void {
  if (kept.running?.source) kept.past = { source: kept.running.source, until: Date.now() + days * DAY_MS };
}

/** The body itself is not kept: it may hold the customer's words. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash + text.charCodeAt(index), 0x01000193);
  return `${text.length}:${hash}`;
}

/** Random. `crypto` is missing in React Native, and `randomUUID` in pages without TLS. */
function createKey(): string {
  const { crypto } = globalThis as { crypto?: { getRandomValues?(bytes: Uint8Array): Uint8Array } };
  const bytes = crypto?.getRandomValues?.(new Uint8Array(16)) ?? Array.from({ length: 16 }, () => Math.random() * 256);
  return Array.from(bytes, (byte) => Math.floor(byte).toString(16).padStart(2, '0')).join('');
}
