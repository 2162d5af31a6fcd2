/**
 * Checks the request bodies of the participant service.
 *
 * @see https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Operations.html
 */
import type { StartPosition } from './transcript-page';
import { EVENT_TYPES } from '../contact-centre/chat-item';
import { ConstraintError, integer, listOf, oneOf, string, structure } from '../protocol/constraints';
import { checkChatMessage } from '../start-chat/start-chat-request';

export interface ConnectionRequest {
  readonly Type?: readonly string[] | null;
}

export interface MessageRequest {
  readonly ContentType: string;
  readonly Content: string;
  readonly ClientToken?: string | null;
}

export interface EventRequest {
  readonly ContentType: string;
  readonly Content?: string | null;
}

export interface TranscriptRequest {
  readonly ContactId?: string | null;
  readonly MaxResults?: number | null;
  readonly NextToken?: string | null;
  readonly ScanDirection?: 'BACKWARD' | 'FORWARD' | null;
  readonly SortOrder?: 'ASCENDING' | 'DESCENDING' | null;
  readonly StartPosition?: StartPosition | null;
}

const SENDABLE_EVENTS = [EVENT_TYPES.typing, EVENT_TYPES.acknowledged, EVENT_TYPES.delivered, EVENT_TYPES.read];

const connection = structure({}, { Type: listOf(oneOf('WEBSOCKET', 'CONNECTION_CREDENTIALS')) });
const event = structure({ ContentType: oneOf(...SENDABLE_EVENTS) }, { Content: string(1, 16_384), ClientToken: string(0, 500) });
const messageToken = structure({}, { ClientToken: string(0, 500) });
const transcript = structure({}, {
  ContactId: string(1, 256),
  MaxResults: integer(0, 100),
  NextToken: string(1, 1000),
  ScanDirection: oneOf('BACKWARD', 'FORWARD'),
  SortOrder: oneOf('ASCENDING', 'DESCENDING'),
  StartPosition: checkStartPosition,
});

export function validateConnection(body: unknown): ConnectionRequest {
  connection(body, 'The request');
  return body as ConnectionRequest;
}

export function validateMessage(body: unknown): MessageRequest {
  checkChatMessage(body, 'The request');
  messageToken(body, 'The request');
  return body as MessageRequest;
}

export function validateEvent(body: unknown): EventRequest {
  event(body, 'The request');
  return body as EventRequest;
}

export function validateTranscript(body: unknown): TranscriptRequest {
  transcript(body, 'The request');
  return body as TranscriptRequest;
}

function checkStartPosition(value: unknown, member: string): void {
  structure({}, { Id: string(1, 256), AbsoluteTime: string(1, 100), MostRecent: integer(0, 100) })(value, member);
  if (Object.values(value as StartPosition).filter((given) => given !== undefined && given !== null).length > 1) {
    throw new ConstraintError(`${member} must not have more than one member`);
  }
}
