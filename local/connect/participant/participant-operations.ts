import { getTranscript } from './get-transcript';
import type { ParticipantConnections } from './participant-connections';
import { validateConnection, validateEvent, validateMessage, validateTranscript } from './participant-requests';
import type { TokenBucket } from '../../http/token-bucket';
import type { Assumptions } from '../contact-centre/assumptions';
import { EVENT_TYPES, type Stamp } from '../contact-centre/chat-item';
import type { ChatSession, Contacts } from '../contact-centre/contacts';
import type { CustomerExit } from '../contact-centre/customer-exit';
import type { DisconnectFlow } from '../contact-centre/disconnect-flow';
import type { Transcripts } from '../contact-centre/transcripts';
import { ConnectError } from '../protocol/connect-error';
import { ConstraintError } from '../protocol/constraints';

export interface ParticipantState {
  readonly contacts: Contacts;
  readonly transcripts: Transcripts;
  readonly connections: ParticipantConnections;
  readonly disconnectFlow: DisconnectFlow;
  readonly customerExit: CustomerExit;
  readonly assumptions: Assumptions;
  readonly rates: Readonly<Record<LimitedOperation, TokenBucket>>;

  /** Responses to messages with a client token, keyed by participant and client token. */
  readonly sent: Map<string, Stamp>;
  readonly websocketUrl: (token: string) => string;
}

export type LimitedOperation = 'CreateParticipantConnection' | 'GetTranscript';

export function createParticipantConnection(body: unknown, bearer: string, { connections, rates, websocketUrl }: ParticipantState): unknown {
  requireToken(rates.CreateParticipantConnection);
  const { Type } = validateConnection(body);
  const session = connections.connect(bearer);
  const websocket = Type?.includes('WEBSOCKET') ? connections.issueWebsocketToken(session) : undefined;
  const credentials = Type?.includes('CONNECTION_CREDENTIALS') ? connections.issueConnectionToken(session) : undefined;
  return {
    Websocket: websocket && { Url: websocketUrl(websocket.token), ConnectionExpiry: new Date(websocket.expiresAt).toISOString() },
    ConnectionCredentials: credentials && { ConnectionToken: credentials.token, Expiry: new Date(credentials.expiresAt).toISOString() },
  };
}

export function sendMessage(body: unknown, bearer: string, { connections, transcripts, disconnectFlow, sent }: ParticipantState): Stamp {
  const { Content, ContentType, ClientToken } = validateMessage(body);
  const session = connections.requireConnectedSession(bearer);
  const key = ClientToken && `${session.participantId} ${ClientToken}`;
  const earlier = key ? sent.get(key) : undefined;
  if (earlier) return earlier;
  const contactId = getRunningContactId(session);
  const answer = toStamp(transcripts.say(contactId, { role: 'CUSTOMER', content: Content, contentType: ContentType }));
  if (key) sent.set(key, answer);
  disconnectFlow.onCustomerMessage(contactId);
  return answer;
}

export function sendEvent(body: unknown, bearer: string, { connections, transcripts }: ParticipantState): Partial<Stamp> {
  const { ContentType, Content } = validateEvent(body);
  const contactId = getRunningContactId(connections.requireConnectedSession(bearer));
  if (ContentType === EVENT_TYPES.acknowledged) return {};
  if (ContentType === EVENT_TYPES.typing) return toStamp(transcripts.showTyping(contactId, 'CUSTOMER'));
  const seen = ContentType === EVENT_TYPES.read ? 'READ' : 'DELIVERED';
  return toStamp(transcripts.recordReceipt(contactId, parseMessageId(Content), 'CUSTOMER', seen));
}

export function readTranscript(body: unknown, bearer: string, { rates, connections, transcripts, assumptions }: ParticipantState): unknown {
  requireToken(rates.GetTranscript);
  return getTranscript(validateTranscript(body), connections.requireConnectedSession(bearer), transcripts, assumptions.startPositionInclusive);
}

export function disconnectParticipant(_body: unknown, bearer: string, { connections, customerExit }: ParticipantState): unknown {
  customerExit.leave(getRunningContactId(connections.requireConnectedSession(bearer)));
  return {};
}

function getRunningContactId({ contacts }: ChatSession): string {
  return contacts.at(-1)!.contactId;
}

function toStamp({ Id, AbsoluteTime }: Stamp): Stamp {
  return { Id, AbsoluteTime };
}

/** @throws ConstraintError */
function parseMessageId(content: string | null | undefined): string {
  try {
    const { messageId } = JSON.parse(content ?? '') as { messageId?: unknown };
    if (typeof messageId === 'string') return messageId;
  } catch {
    // The error below is thrown.
  }
  throw new ConstraintError('Content must be JSON with a messageId');
}

function requireToken(bucket: TokenBucket): void {
  if (!bucket.take()) throw new ConnectError('ThrottlingException', 'Rate exceeded');
}
