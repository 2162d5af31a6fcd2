import type { TranscriptRequest } from './participant-requests';
import { type Position, type StartPosition, pageTranscript } from './transcript-page';
import type { ChatSession } from '../contact-centre/contacts';
import type { TranscriptItem, Transcripts } from '../contact-centre/transcripts';
import { ConstraintError } from '../protocol/constraints';

const DEFAULT_MAX_RESULTS = 10;

export interface GetTranscriptAnswer {
  readonly InitialContactId: string;
  readonly Transcript: readonly TranscriptItem[];
  readonly NextToken?: string;
}

export function getTranscript(
  request: TranscriptRequest, session: ChatSession, transcripts: Transcripts, startInclusive: boolean,
): GetTranscriptAnswer {
  const { contactId } = session.contacts[0];
  const start = removeNullMembers(request.StartPosition);
  const { items, next } = pageTranscript(transcripts.listItems(contactId), {
    direction: request.ScanDirection ?? (start ? 'FORWARD' : 'BACKWARD'),
    order: request.SortOrder ?? 'DESCENDING',
    maxResults: request.MaxResults || DEFAULT_MAX_RESULTS,
    contactId: request.ContactId ?? undefined,
    position: request.NextToken ? readToken(request.NextToken, contactId) : undefined,
    start,
    startInclusive,
  });
  return { InitialContactId: contactId, Transcript: items, NextToken: next && writeToken(next, contactId) };
}

/** ChatJS always sends a start position: an empty object when the page does not set one. */
function removeNullMembers(position: TranscriptRequest['StartPosition']): StartPosition | undefined {
  const given = Object.entries(position ?? {}).filter(([, value]) => value !== null);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

function writeToken(position: Position, contactId: string): string {
  return Buffer.from(JSON.stringify({ contactId, ...position })).toString('base64url');
}

function readToken(token: string, contactId: string): Position {
  try {
    const position = JSON.parse(Buffer.from(token, 'base64url').toString()) as Position & { contactId: string };
    if (position.contactId === contactId) return position;
  } catch {
    // The error below is thrown.
  }
  throw new ConstraintError('NextToken must come from an earlier response for this chat');
}
