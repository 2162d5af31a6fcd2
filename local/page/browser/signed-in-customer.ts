import { type Continuation, createLoggedChat, type Customer } from './customer';
import type { RequestLog } from './request-log';
import type { SignedInSettings } from '../page-settings';
import type { PersistentChat } from 'cdk-connect-persistent-chat-client';

/** A customer with a token. The backend remembers the chats; the browser remembers only whether a chat is open. */
export class SignedInCustomer implements Customer {
  readonly returnNote = 'Signed in: the backend remembers the chat. The page stores no token of it.';
  readonly chat: PersistentChat;

  constructor(readonly name: string, { apiUrl, tokenUrl }: SignedInSettings, log: RequestLog) {
    const headers = async () => {
      const response = await fetch(`${tokenUrl}?${new URLSearchParams({ sub: name })}`);
      return { Authorization: `Bearer ${await response.text()}` };
    };
    this.chat = createLoggedChat({ url: apiUrl, customer: name, sessionStore: true, headers }, log);
  }

  async listContinuations(): Promise<readonly Continuation[]> {
    return ['ENTIRE_PAST_SESSION', 'FROM_SEGMENT', 'NEW'];
  }
}
