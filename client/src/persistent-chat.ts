import { type ChatItem, type ChatSession, isChatEnded } from './chat-session.js';
import { type ChatStorage, openRecord } from './chat-storage.js';
import type { StartChatRequest } from './contract.js';
import { chooseKey, keepAsPast, keepRunning, type KeptChats, removeExpired, type RunningChat, type UnknownStart } from './kept-chats.js';
import { type ApiRequest, ask, type Headers, type RequestOptions } from './request.js';
import { type ResumedChat, type ResumeResult, type StartResult, toStartedChat } from './results.js';
import { takeTurns } from './turns.js';

export interface PersistentChatOptions {
  /** The URL of the start-chat API, with or without a slash at its end. */
  readonly url: string;

  /**
   * Who has signed in: any text that differs between customers. What another customer left in the storage is removed.
   *
   * @default - a visitor who has not signed in
   */
  readonly customer?: string;

  /** Whether the API has a session store, so that it knows the customer's chats, and the page keeps no token. @default false */
  readonly sessionStore?: boolean;

  /** Returns the headers of a request, such as a customer's token or a signature. Called for each attempt. */
  readonly headers?: (request: ApiRequest) => Headers | Promise<Headers>;

  /** @default - `localStorage` in a browser's window, else memory */
  readonly storage?: ChatStorage;

  /** How long resume handles are kept, in days: `resumeHandleLifetime` of the API. @default 30 */
  readonly resumeHandleDays?: number;

  /** @default - `globalThis.fetch` */
  readonly fetch?: RequestOptions['fetch'];
}

export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** The body of a start. The client sends the idempotency key. */
export type ChatRequest = Omit<StartChatRequest, 'ClientToken' | 'CustomerId'>;

/** A customer's chats at one start-chat API. */
export interface PersistentChat {
  /** Whether a chat is known here that has not ended as far as this browser knows. Asks no server. */
  isOpen(): Promise<boolean>;

  /** Gives the running chat back. Starts none. */
  resume(options?: CallOptions): Promise<ResumeResult>;

  /** Gives the running chat back, or starts one, which continues the past one. With `PersistentChat.Start: 'NEW'` it does neither. */
  start(request?: ChatRequest, options?: CallOptions): Promise<StartResult>;

  /** Connects the session of ChatJS, and learns from it what is said and when the chat ends. @returns false if the chat has ended */
  connect(session: ChatSession): Promise<boolean>;

  /** Lets the customer leave. @returns false while the customer is still in the chat, as a survey runs */
  leave(session: ChatSession): Promise<boolean>;

  /**
   * Tells that something was said in the chat, so that the next start continues this one. `connect` does that.
   * @param item of ChatJS. Only a message of this chat counts. Absent: counts
   * @param contactId the chat's. Absent: the latest one of this client
   */
  said(item?: ChatItem, contactId?: string): Promise<void>;

  /** Tells that the chat has ended. `connect` does that. */
  ended(): Promise<void>;

  /** Removes all that is kept, as when the customer signs out. */
  forget(): Promise<void>;
}

export function createPersistentChat(options: PersistentChatOptions): PersistentChat {
  const { customer, sessionStore = false, headers, resumeHandleDays = 30 } = options;
  const url = options.url.replace(/\/+$/, '');
  const name = `persistent-chat:${url}`;
  const record = openRecord<KeptChats>(name, customer, options.storage);
  const inTurn = takeTurns(name);
  const fetch: RequestOptions['fetch'] = options.fetch ?? ((target, init) => globalThis.fetch(target, init));
  /** The chat of this tab. Another tab may have opened another one meanwhile. */
  let ownContactId: string | undefined;
  /** The chat that is kept already because something was said in it. */
  let saidIn: string | undefined;

  const readKept = async () => {
    await record.removeOthers();
    const kept = await record.read();
    const before = JSON.stringify(kept);
    removeExpired(kept);
    if (JSON.stringify(kept) !== before) await record.write(kept);
    return kept;
  };
  /** Changes what is kept about a chat, if it is still this chat. Never rejects. */
  const changeKept = (contactId: string | undefined, change: (kept: KeptChats, running: RunningChat) => void): Promise<void> => inTurn(async () => {
    const kept = await record.read();
    if (contactId === undefined || kept.running?.contactId !== contactId) return;
    change(kept, kept.running);
    await record.write(kept);
  }).catch(() => undefined);

  const giveBack = ({ running }: KeptChats): ResumedChat | undefined => {
    if (!running?.data) return undefined;
    ownContactId = running.contactId;
    return toStartedChat(running.data) as ResumedChat;
  };

  const noteSaid = async (contactId: string | undefined, item?: ChatItem) => {
    if (sessionStore || contactId === saidIn) return;
    if (item && (item.Type !== 'MESSAGE' || item.RelatedContactId || !/^(CUSTOMER|AGENT)$/.test(item.ParticipantRole ?? ''))) return;
    const isCustomers = item?.ParticipantRole === 'CUSTOMER';
    if (!isCustomers) saidIn = contactId;
    await changeKept(contactId, (kept, running) => {
      if (isCustomers && running.initialMessage) {
        if (running.initialMessage === true) running.initialMessage = item.Id;
        if (running.initialMessage === item.Id) return;
      }
      saidIn = contactId;
      keepAsPast(kept, resumeHandleDays);
    });
  };
  const noteEnded = (contactId: string | undefined) => changeKept(contactId, (kept) => {
    delete kept.running;
    delete kept.start;
  });

  return {
    isOpen: () => inTurn(async () => (await readKept()).running !== undefined),

    resume: ({ signal } = {}) => inTurn(async (): Promise<ResumeResult> => {
      const kept = await readKept();
      if (!sessionStore) {
        return giveBack(kept) ?? { ok: false, code: 'NoRunningChat', message: 'No running chat is kept here.', hasPastChat: kept.past !== undefined };
      }
      const answer = await ask(`${url}/resume`, '', { fetch, headers, signal });
      if (answer.ok) {
        ownContactId = answer.chatDetails.contactId;
        keepRunning(kept, answer, {}, true);
        await record.write(kept);
      } else if (answer.code === 'NoRunningChat') {
        await record.remove();
      }
      return answer as ResumeResult;
    }, signal),

    start: (request = {}, { signal } = {}) => inTurn(async (): Promise<StartResult> => {
      const kept = await readKept();
      const { PersistentChat: wanted } = request;
      const asksForOther = wanted?.Start !== undefined || wanted?.SourceContactId !== undefined;
      const running = asksForOther ? undefined : giveBack(kept);
      if (running) return running;

      const source = asksForOther || sessionStore ? undefined : kept.past?.source;
      const body = JSON.stringify(source ? { ...request, PersistentChat: { ...wanted, SourceContactId: source } } : request);
      const { key, until } = sessionStore ? {} as Partial<UnknownStart> : chooseKey(kept, body);
      if (key) await record.write(kept);
      const answer = await ask(`${url}/`, body, { fetch, headers, signal, idempotencyKey: key, until });
      if (answer.ok) {
        ownContactId = answer.chatDetails.contactId;
        keepRunning(kept, answer, request, sessionStore);
        await record.write(kept);
      } else if ('status' in answer && answer.status < 500 && answer.status !== 409 && answer.status !== 429) {
        delete kept.start;
        if (answer.code === 'SourceContactNotAllowed') delete kept.past;
        await record.write(kept);
      }
      return answer as StartResult;
    }, signal),

    connect: async (session) => {
      const { contactId } = session.getChatDetails();
      session.onMessage(({ data }) => void noteSaid(contactId, Object(data) as ChatItem));
      session.onEnded(() => void noteEnded(contactId));
      try {
        await session.connect();
        return true;
      } catch (error) {
        if (!isChatEnded(error)) throw new Error('The chat cannot be reached.', { cause: error });
        await noteEnded(contactId);
        return false;
      }
    },

    leave: async (session) => {
      await session.disconnectParticipant();
      // ChatJS rejects with a text when the chat has ended, and says nothing when the agent stays in it.
      const hasLeft = await session.getTranscript({ maxResults: 1 }).then(() => false, (error) => typeof error === 'string' || isChatEnded(error));
      if (hasLeft) await noteEnded(session.getChatDetails().contactId);
      return hasLeft;
    },

    said: (item, contactId = ownContactId) => noteSaid(contactId, item),
    ended: () => noteEnded(ownContactId),
    forget: () => inTurn(() => record.remove()),
  };
}
