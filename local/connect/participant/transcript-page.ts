/**
 * How GetTranscript pages through a chat.
 *
 * Items of past sessions are returned only with `NextToken` and `BACKWARD`, and never on one page with items of the running
 * session. `StartPosition` and `ContactId` apply to the running session only.
 *
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/chat-persistence.html
 */
import type { VisibleItems, TranscriptItem } from '../contact-centre/transcripts';

export interface StartPosition {
  readonly Id?: string;
  readonly AbsoluteTime?: string;
  readonly MostRecent?: number;
}

export interface TranscriptQuery {
  readonly direction: 'BACKWARD' | 'FORWARD';
  readonly order: 'ASCENDING' | 'DESCENDING';
  readonly maxResults: number;
  readonly contactId?: string;
  readonly start?: StartPosition;
  readonly startInclusive: boolean;

  /** Where the previous page stopped. */
  readonly position?: Position;
}

/** A place between two items: before the item with this index, or after the last item. */
export interface Position {
  readonly of: 'past' | 'current';
  readonly index: number;
}

export interface TranscriptPage {
  readonly items: readonly TranscriptItem[];
  readonly next?: Position;
}

export function pageTranscript({ past, current }: VisibleItems, query: TranscriptQuery): TranscriptPage {
  const ofContact = current.filter(({ ContactId }) => query.contactId === undefined || ContactId === query.contactId);
  const position = query.position ?? { of: 'current', index: findStartIndex(ofContact, query) };
  const page = query.direction === 'BACKWARD'
    ? pageBackward({ past, current: ofContact }, position, query.maxResults)
    : pageForward(ofContact, position, query.maxResults);
  return query.order === 'ASCENDING' ? page : { ...page, items: [...page.items].reverse() };
}

function pageBackward(seen: VisibleItems, { of, index }: Position, maxResults: number): TranscriptPage {
  const from = Math.max(0, index - maxResults);
  const items = seen[of].slice(from, index);
  if (from > 0) return { items, next: { of, index: from } };
  return of === 'current' && seen.past.length > 0 ? { items, next: { of: 'past', index: seen.past.length } } : { items };
}

function pageForward(current: readonly TranscriptItem[], { of, index }: Position, maxResults: number): TranscriptPage {
  if (of === 'past') return { items: [] };
  const to = index + maxResults;
  return { items: current.slice(index, to), next: to < current.length ? { of, index: to } : undefined };
}

function findStartIndex(items: readonly TranscriptItem[], { start, direction, startInclusive }: TranscriptQuery): number {
  if (start === undefined) return direction === 'BACKWARD' ? items.length : 0;
  const { first, end } = findItemsAt(start, items);
  return startInclusive === (direction === 'FORWARD') ? first : end;
}

/** Finds the items at the start position: from `first` up to `end`, without `end`. */
function findItemsAt({ Id, AbsoluteTime, MostRecent }: StartPosition, items: readonly TranscriptItem[]): { first: number; end: number } {
  if (AbsoluteTime !== undefined) {
    const count = (isBefore: (time: string) => boolean) => items.filter((item) => isBefore(item.AbsoluteTime)).length;
    return { first: count((time) => time < AbsoluteTime), end: count((time) => time <= AbsoluteTime) };
  }
  const index = MostRecent === undefined ? items.findIndex((item) => item.Id === Id) : Math.max(0, items.length - MostRecent);
  return index === -1 ? { first: items.length, end: items.length } : { first: index, end: Math.min(index + 1, items.length) };
}
