import type { TranscriptEntry } from './client-types';
import { loadClient } from './shipped-client';

const { openTranscript } = loadClient('transcript');

type Item = TranscriptEntry.TranscriptItem;
type Listener = (event: { readonly data: unknown }) => void;

const EVENT = 'application/vnd.amazonaws.connect.event';
const at = (minute: number) => `2026-01-01T00:${String(minute).padStart(2, '0')}:00.000Z`;
const message = (Id: string, minute: number, keys: Partial<Item> = {}): Item => ({ Id, AbsoluteTime: at(minute), Type: 'MESSAGE', Content: Id, ...keys });
const past = (contact: string, Id: string, minute: number, keys: Partial<Item> = {}) => message(Id, minute, { RelatedContactId: contact, ...keys });

/** A session of ChatJS whose transcript has these pages, latest first. */
class PagedSession {
  readonly asked: (string | undefined)[] = [];
  failures = 0;
  private readonly listeners: Record<'message' | 'connection' | 'rehydrated', Listener[]> = { message: [], connection: [], rehydrated: [] };

  constructor(public pages: Item[][]) {}

  getChatDetails() { return { contactId: 'a-contact' }; }

  async getTranscript({ nextToken }: { nextToken?: string }): Promise<unknown> {
    this.asked.push(nextToken);
    if (this.failures-- > 0) throw new Error('Throttled');
    const index = Number(nextToken ?? 0);
    return { data: { Transcript: this.pages[index], NextToken: index + 1 < this.pages.length ? String(index + 1) : undefined } };
  }

  onMessage(listener: Listener): void { this.listeners.message.push(listener); }
  onConnectionEstablished(listener: () => void): void { this.listeners.connection.push(listener); }
  onChatRehydrated(listener: () => void): void { this.listeners.rehydrated.push(listener); }

  async happens(what: 'message' | 'connection' | 'rehydrated', data?: unknown): Promise<void> {
    for (const listener of this.listeners[what]) listener({ data });
    await jest.advanceTimersByTimeAsync(0);
  }
}

function show(session: PagedSession, options: Partial<TranscriptEntry.TranscriptOptions> = {}) {
  const shown: string[][] = [];
  const onChange = jest.fn((entries: readonly TranscriptEntry.TranscriptEntry[]) => {
    shown.push(entries.map((entry) => (entry.kind === 'divider' ? `--- ${entry.past}` : entry.item.Id)));
  });
  const transcript = openTranscript(session, { onChange, ...options });
  return { transcript, latest: () => shown.at(-1) };
}

beforeEach(() => { jest.useFakeTimers(); });
afterEach(() => { jest.useRealTimers(); });

test('past chats come before the current one, each with a divider, also when a page is empty', async () => {
  const ended = { Type: 'EVENT', ContentType: `${EVENT}.chat.ended` };
  const session = new PagedSession([
    [],
    [past('C3', 'c', 5), past('C3', 'd', 6, ended)],
    [past('C1', 'a', 1), past('C2', 'b', 2), past('C2', 'end', 3, ended)],
  ]);
  const { latest } = show(session);
  await session.happens('connection');
  await session.happens('message', message('e', 9));
  expect(latest()).toEqual(['--- true', 'a', 'b', 'end', '--- true', 'c', 'd', '--- false', 'e']);
});

test('a chat that continues none has no divider, and an item that comes twice is shown once, as it was last', async () => {
  const session = new PagedSession([[message('a', 1), message('b', 2)]]);
  const { transcript, latest } = show(session);
  await session.happens('connection');
  for (const Content of ['b', 'b and more']) await session.happens('message', { ...message('b', 2), Content });
  expect(latest()).toEqual(['a', 'b']);
  expect(transcript.entries.at(-1)).toMatchObject({ item: { Content: 'b and more' } });
});

test('older items are loaded on demand', async () => {
  const session = new PagedSession([[message('c', 3), message('d', 4)], [], [message('a', 1), message('b', 2)]]);
  const { transcript, latest } = show(session, { pageSize: 2 });
  await session.happens('connection');
  expect([latest(), transcript.hasMore]).toEqual([['c', 'd'], true]);
  await transcript.loadMore();
  expect([latest(), transcript.hasMore]).toEqual([['a', 'b', 'c', 'd'], false]);
  await transcript.loadMore();
  expect(session.asked).toEqual([undefined, '1', '2']);
});

test('older items that are asked for twice at once are all loaded', async () => {
  const session = new PagedSession([[message('d', 4)], [message('c', 3)], [message('b', 2)], [message('a', 1)]]);
  const { transcript, latest } = show(session, { pageSize: 1 });
  await session.happens('connection');
  await Promise.all([transcript.loadMore(), transcript.loadMore()]);
  while (transcript.hasMore) await transcript.loadMore();
  expect(latest()).toEqual(['a', 'b', 'c', 'd']);
});

test('a past chat that is added to the running one is loaded then', async () => {
  const session = new PagedSession([[message('b', 2)]]);
  const { latest } = show(session);
  await session.happens('connection');
  session.pages = [[message('b', 2)], [past('C1', 'a', 1)]];
  await session.happens('rehydrated');
  expect(latest()).toEqual(['--- true', 'a', '--- false', 'b']);
});

describe('what was said before the websocket was subscribed', () => {
  test('is loaded when the first message comes', async () => {
    const session = new PagedSession([[]]);
    const { latest } = show(session);
    await session.happens('connection');
    session.pages = [[message('missed', 1), message('heard', 2)]];
    await session.happens('message', message('heard', 2));
    expect(latest()).toEqual(['missed', 'heard']);
    await session.happens('message', message('next', 3));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(session.asked).toHaveLength(2);
  });

  test('is loaded after 2 s where no message comes, and once more after 10 s', async () => {
    const session = new PagedSession([[]]);
    const { latest } = show(session);
    await session.happens('connection');
    session.pages = [[message('missed', 1)]];
    await jest.advanceTimersByTimeAsync(2000);
    expect(latest()).toEqual(['missed']);
    session.pages = [[message('missed', 1), message('missed too', 2)]];
    await jest.advanceTimersByTimeAsync(8000);
    expect(latest()).toEqual(['missed', 'missed too']);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(session.asked).toHaveLength(3);
  });
});

test('a transcript that cannot be loaded is loaded with the next message', async () => {
  const session = new PagedSession([[message('a', 1)]]);
  session.failures = 1;
  const { latest } = show(session);
  await session.happens('connection');
  expect(latest()).toEqual([]);
  await session.happens('message', message('b', 2));
  expect(latest()).toEqual(['a', 'b']);
});

test('the client is told of what is loaded', async () => {
  const said = jest.fn();
  const session = new PagedSession([[message('a', 1)]]);
  show(session, { chat: { said } });
  await session.happens('connection');
  expect(said.mock.calls).toEqual([[message('a', 1), 'a-contact']]);
});
