/** The conversation of a chat and of the past chats that it continues, with a session of ChatJS. */

/** An item of ChatJS: a message or an event. Show `Content` as text, never as HTML: people typed it. */
export interface TranscriptItem {
  readonly Id: string;
  readonly AbsoluteTime: string;
  readonly Type?: string;
  readonly ContentType?: string;
  readonly Content?: string;
  readonly ParticipantRole?: string;
  readonly DisplayName?: string;
  readonly ContactId?: string;
  /** Only items of past chats have it. */
  readonly RelatedContactId?: string;
}

/** Where a past chat begins, and where the current one does if there is a past one. */
export interface Divider {
  readonly kind: 'divider';
  readonly past: boolean;
  /** Of the first item that follows. */
  readonly time: string;
}

export type TranscriptEntry = Divider | { readonly kind: 'item'; readonly past: boolean; readonly item: TranscriptItem };

/** What this uses of a customer's `ChatSession` of ChatJS. */
export interface TranscriptSession {
  getChatDetails(): { readonly contactId: string };
  getTranscript(args: { scanDirection: 'BACKWARD'; sortOrder: 'ASCENDING'; maxResults: number; nextToken?: string }): Promise<unknown>;
  onMessage(listener: (event: { readonly data: unknown }) => void): void;
  onConnectionEstablished(listener: () => void): void;
  /** ChatJS's types lack it. */
  onChatRehydrated?(listener: () => void): void;
}

export interface TranscriptOptions {
  /** Called with the whole conversation, oldest first, whenever it changes. */
  readonly onChange: (entries: readonly TranscriptEntry[], transcript: Transcript) => void;

  /** Is told of the messages that are loaded, so that it knows whether something was said. */
  readonly chat?: { said(item: TranscriptItem, contactId: string): unknown };

  /** How many items are loaded at a time, 1 to 100. @default 50 */
  readonly pageSize?: number;
}

export interface Transcript {
  /** The conversation, oldest first. Each item is in it once. */
  readonly entries: readonly TranscriptEntry[];
  /** Whether there are older items. */
  readonly hasMore: boolean;
  /** Loads older items. */
  loadMore(): Promise<void>;
}

interface Page {
  readonly data?: { readonly Transcript?: readonly TranscriptItem[]; readonly NextToken?: string };
}

const CHAT_ENDED = 'application/vnd.amazonaws.connect.event.chat.ended';
/**
 * ChatJS does not tell when its websocket is subscribed, and what was said before comes by the transcript alone. So the latest
 * items are loaded again: when the first one comes by the websocket, at the latest after these times.
 */
const RELOADS_MS = [2000, 10_000];

/** Loads the transcript when the session connects, and whenever something is missing. Call it before `connect`. */
export function openTranscript(session: TranscriptSession, { onChange, chat, pageSize = 50 }: TranscriptOptions): Transcript {
  const items = new Map<string, TranscriptItem>();
  let entries: readonly TranscriptEntry[] = [];
  /** Of the oldest page so far. */
  let older: string | undefined;
  let isLoaded = false;
  /** Whether something may have been said before the websocket was subscribed. */
  let mayLack = false;
  let loading: Promise<void> | undefined;
  let timers: ReturnType<typeof setTimeout>[] = [];

  const transcript: Transcript = {
    get entries() { return entries; },
    get hasMore() { return older !== undefined; },
    loadMore: async () => {
      await loadOlder(1);
      onChange(entries, transcript);
    },
  };

  /** @returns how many of the items are new */
  const add = (added: readonly TranscriptItem[]): number => {
    const before = items.size;
    // A message that grows comes again with the same Id.
    for (const item of added) items.set(item.Id, item);
    entries = toEntries([...items.values()]);
    return items.size - before;
  };
  const loadPage = async (nextToken?: string) => {
    const { data } = await session.getTranscript({ scanDirection: 'BACKWARD', sortOrder: 'ASCENDING', maxResults: pageSize, nextToken }) as Page;
    const loaded = data?.Transcript ?? [];
    for (const item of loaded) chat?.said(item, session.getChatDetails().contactId);
    return { added: add(loaded), next: data?.NextToken };
  };
  /** A page may be empty, and items of past chats are never on one page with those of the current one. */
  const loadOlder = async (wanted: number) => {
    for (let total = 0; older !== undefined && total < wanted;) {
      const asked = older;
      const { added, next } = await loadPage(asked);
      total += added;
      // Another call may have loaded the same page meanwhile.
      if (older === asked) older = next === asked ? undefined : next;
    }
  };
  const loadLatest = async (afresh: boolean) => {
    const { added, next } = await loadPage();
    if (isLoaded && !afresh) return;
    isLoaded = true;
    older = next;
    await loadOlder(pageSize - added);
  };
  /** After the load that runs already. A failed one is made up for with the next message or connection. */
  const reload = (afresh = false) => {
    const turn: Promise<void> = Promise.resolve(loading)
      .then(() => loadLatest(afresh))
      .catch(() => { mayLack = true; })
      .then(() => {
        if (loading === turn) loading = undefined;
        onChange(entries, transcript);
      });
    loading = turn;
  };
  const stopTimers = () => {
    timers.forEach(clearTimeout);
    timers = [];
  };

  session.onMessage(({ data }) => {
    const item = data as TranscriptItem;
    // ChatJS makes one without an Id, when the chat has ended while the connection was lost.
    if (!item.Id) return;
    add([item]);
    onChange(entries, transcript);
    if (!mayLack) return;
    mayLack = false;
    stopTimers();
    reload();
  });
  session.onConnectionEstablished(() => {
    mayLack = true;
    stopTimers();
    timers = RELOADS_MS.map((ms) => setTimeout(() => reload(), ms));
    // ChatJS tells it twice: when Connect has answered, and when the websocket is open.
    if (!loading) reload();
  });
  session.onChatRehydrated?.(() => reload(true));
  return transcript;
}

function toEntries(unsorted: readonly TranscriptItem[]): TranscriptEntry[] {
  const isPast = (item: TranscriptItem) => item.RelatedContactId !== undefined;
  const sorted = [...unsorted].sort((a, b) => Number(isPast(b)) - Number(isPast(a)) || compare(a.AbsoluteTime, b.AbsoluteTime));
  return sorted.flatMap((item, index): TranscriptEntry[] => {
    const past = isPast(item);
    const previous = sorted[index - 1];
    const begins = previous ? isPast(previous) && (!past || previous.ContentType === CHAT_ENDED) : past;
    const entry = { kind: 'item', past, item } as const;
    return begins ? [{ kind: 'divider', past, time: item.AbsoluteTime }, entry] : [entry];
  });
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
