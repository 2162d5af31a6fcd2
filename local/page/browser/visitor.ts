import { type Continuation, createLoggedChat, type Customer } from './customer';
import type { RequestLog } from './request-log';
import type { PersistentChat } from 'cdk-connect-persistent-chat-client';

/** A customer who has not signed in, and can come back with this browser only. */
export class Visitor implements Customer {
  readonly name = 'Visitor';
  readonly returnNote = 'Not signed in: this browser stores the running chat and a resume handle.';
  readonly resumeNote = 'chat details from localStorage, no request to the API';
  readonly chat: PersistentChat;

  constructor(url: string, log: RequestLog) {
    this.chat = createLoggedChat({ url }, log);
  }

  async listContinuations(): Promise<readonly Continuation[]> {
    const result = await this.chat.resume();
    return 'hasPastChat' in result && result.hasPastChat ? ['ENTIRE_PAST_SESSION', 'NEW'] : [];
  }
}
