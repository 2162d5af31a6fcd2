import type { Continuation, Customer } from './customer';
import type { PersistentChatRequest } from './started-chat';
import type { SignedInSettings } from '../page-settings';

/** A customer with a token. The backend remembers the chats; the browser remembers only whether a chat is open. */
export class SignedInCustomer implements Customer {
  readonly returnNote = 'Signed in: the backend remembers the chat. The page stores no contact id.';
  readonly apiUrl: string;
  private readonly tokenUrl: string;
  private readonly openKey: string;

  constructor(readonly name: string, { apiUrl, tokenUrl }: SignedInSettings) {
    this.apiUrl = apiUrl;
    this.tokenUrl = tokenUrl;
    this.openKey = `chat-open:${name}`;
  }

  listContinuations(): readonly Continuation[] {
    return ['ENTIRE_PAST_SESSION', 'FROM_SEGMENT', 'NEW'];
  }

  buildPersistentChat(continuation: Continuation): PersistentChatRequest {
    return continuation === 'NEW' ? { Start: 'NEW' } : { RehydrationType: continuation };
  }

  async fetchHeaders(): Promise<Record<string, string>> {
    const response = await fetch(`${this.tokenUrl}?${new URLSearchParams({ sub: this.name })}`);
    return { Authorization: `Bearer ${await response.text()}` };
  }

  isChatting(): boolean {
    return localStorage.getItem(this.openKey) !== null;
  }

  readDetails(): undefined {
    return undefined;
  }

  onStarted(): void {
    localStorage.setItem(this.openKey, 'yes');
  }

  onMessage(): void {}

  onEnded(): void {
    localStorage.removeItem(this.openKey);
  }
}
