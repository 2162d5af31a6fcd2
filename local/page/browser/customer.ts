import type { RequestLog } from './request-log';
import { createPersistentChat, type ChatRequest, type PersistentChat, type PersistentChatOptions } from 'cdk-connect-persistent-chat-client';

/** What a customer wants to continue; `NEW` for nothing. */
export type Continuation = 'ENTIRE_PAST_SESSION' | 'FROM_SEGMENT' | 'NEW';

/** The customer on the page, and the client by which the customer comes back to a chat. */
export interface Customer {
  readonly name: string;
  /** How this customer can come back to a chat, for the page. */
  readonly returnNote: string;
  readonly chat: PersistentChat;
  /** What the log says of a chat that is given back without a request. */
  readonly resumeNote?: string;
  /** The choices for this customer. Empty when there is no earlier chat. */
  listContinuations(): Promise<readonly Continuation[]>;
}

export function buildPersistentChat(continuation: Continuation | null): ChatRequest['PersistentChat'] {
  if (continuation === null) return undefined;
  return continuation === 'NEW' ? { Start: 'NEW' } : { RehydrationType: continuation };
}

/** A client whose requests and answers are shown. */
export function createLoggedChat(options: PersistentChatOptions, log: RequestLog): PersistentChat {
  return createPersistentChat({
    ...options,
    fetch: async (url, init) => {
      const title = `POST ${new URL(url).pathname}`;
      const request: unknown = init.body ? JSON.parse(init.body) : undefined;
      try {
        const response = await fetch(url, init);
        const answer = await response.clone().json() as LoggedAnswer;
        log.add({ title, outcome: [response.status, answer.data?.persistentChat?.outcome ?? answer.data?.Error?.code].join(' '), request, answer });
        return response;
      } catch (error) {
        log.add({ title, outcome: 'no answer', request });
        throw error;
      }
    },
  });
}

interface LoggedAnswer {
  readonly data?: { readonly persistentChat?: { readonly outcome?: string }; readonly Error?: { readonly code: string } };
}
