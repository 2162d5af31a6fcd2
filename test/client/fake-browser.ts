import type { ChatStorage } from './client-types';

/** Storage as AsyncStorage of React Native: each operation takes a turn of the event loop. */
export class AsyncStorage implements ChatStorage {
  readonly items = new Map<string, string>();

  async getItem(key: string): Promise<string | null> {
    await new Promise(setImmediate);
    return this.items.get(key) ?? null;
  }

  async setItem(key: string, value: string): Promise<void> {
    await new Promise(setImmediate);
    this.items.set(key, value);
  }

  async removeItem(key: string): Promise<void> {
    await new Promise(setImmediate);
    this.items.delete(key);
  }
}

/** A session of ChatJS whose chat a test lets go on. */
export class FakeSession {
  private readonly onItem: ((event: { data: unknown }) => void)[] = [];
  private readonly onEnd: (() => void)[] = [];

  constructor(private readonly contactId: string, readonly connect: () => Promise<unknown> = async () => undefined) {}

  getChatDetails() {
    return { contactId: this.contactId };
  }

  onMessage(listener: (event: { data: unknown }) => void): void {
    this.onItem.push(listener);
  }

  onEnded(listener: () => void): void {
    this.onEnd.push(listener);
  }

  async getTranscript(): Promise<unknown> {
    return {};
  }

  async disconnectParticipant(): Promise<unknown> {
    return {};
  }

  say(item: object): void {
    for (const listener of this.onItem) listener({ data: { Id: 'an-item', Type: 'MESSAGE', ParticipantRole: 'AGENT', ...item } });
  }

  finish(): void {
    for (const listener of this.onEnd) listener();
  }
}

/** What ChatJS rejects with when Connect refuses the token of a chat that has ended. */
export const ENDED = { _debug: { reason: 'Failed to fetch connectionDetails', _debug: { type: 'AccessDeniedException', statusCode: 403 } }, connectSuccess: false };
/** The same when a proxy answers. */
export const PROXY_REFUSED = { _debug: { _debug: { type: 'SyntaxError', statusCode: 403 } }, connectSuccess: false };
