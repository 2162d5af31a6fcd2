import type { PersistentChatOptions } from './client-types';
import { AsyncStorage } from './fake-browser';
import { loadClient } from './shipped-client';

const { createPersistentChat } = loadClient('index');

type Fetch = NonNullable<PersistentChatOptions['fetch']>;

export interface SentRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A browser with its storage. Each page that it opens has a client of its own. */
export class Browser {
  readonly storage = new AsyncStorage();
  readonly sent: SentRequest[] = [];
  /** What happens to the next answers: nobody gets them, or they are these. */
  readonly faults: ('lost' | Response | 'rejected')[] = [];

  constructor(private readonly url: string, private readonly options: Partial<PersistentChatOptions> = {}) {}

  openPage(options: Partial<PersistentChatOptions> = {}) {
    return createPersistentChat({ url: this.url, storage: this.storage, fetch: (url, init) => this.fetch(url, init), ...this.options, ...options });
  }

  /** All that is stored, as text. */
  get stored(): string {
    return [...this.storage.items.values()].join('\n');
  }

  /** Lets everything that is stored be that much older. */
  age(minutes: number): void {
    for (const [key, text] of this.storage.items) {
      this.storage.items.set(key, text.replace(/"until":(\d+)/g, (_, until: string) => `"until":${Number(until) - minutes * 60_000}`));
    }
  }

  private async fetch(url: string, { headers, body, ...init }: Parameters<Fetch>[1]): Promise<Response> {
    this.sent.push({ path: new URL(url).pathname, headers, body });
    const fault = this.faults.shift();
    if (fault instanceof Response) return fault;
    if (fault === 'rejected') throw new TypeError('Failed to fetch');
    const answer = await fetch(url, { headers, body, ...init });
    if (fault === 'lost') throw new TypeError('Failed to fetch');
    return answer;
  }
}
