/**
 * Messages and events of a chat, as GetTranscript returns them and the websocket sends them.
 *
 * @see https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Item.html
 */
import { randomUUID } from 'node:crypto';
import type { ChatSession, Contact } from './contacts';

export type ParticipantRole = 'CUSTOMER' | 'AGENT' | 'SYSTEM';

const EVENT = 'application/vnd.amazonaws.connect.event';

export const EVENT_TYPES = {
  joined: `${EVENT}.participant.joined`,
  left: `${EVENT}.participant.left`,
  transferSucceeded: `${EVENT}.transfer.succeeded`,
  rehydrated: `${EVENT}.chat.rehydrated`,
  ended: `${EVENT}.chat.ended`,
  typing: `${EVENT}.typing`,
  acknowledged: `${EVENT}.connection.acknowledged`,
  delivered: `${EVENT}.message.delivered`,
  read: `${EVENT}.message.read`,
  metadata: `${EVENT}.message.metadata`,
} as const;

export interface Receipt {
  readonly RecipientParticipantId: string;
  readonly DeliveredTimestamp?: string;
  readonly ReadTimestamp?: string;
}

export interface MessageMetadata {
  readonly MessageId: string;
  readonly Receipts: readonly Receipt[];
}

export interface Sender {
  readonly ParticipantRole: ParticipantRole;
  readonly ParticipantId?: string;
  readonly DisplayName?: string;
}

export interface ChatItemContent {
  readonly Type: 'MESSAGE' | 'EVENT';
  readonly ContentType: string;
  readonly Content?: string;
}

export interface Stamp {
  readonly Id: string;
  readonly AbsoluteTime: string;
}

/** A message or an event, with the receipts of a message. */
export interface ChatItem extends Stamp, ChatItemContent, Sender {
  readonly MessageMetadata?: MessageMetadata;
}

/** Tells participants that a message was delivered or read. */
export interface ReceiptItem extends Stamp {
  readonly Type: 'MESSAGEMETADATA';
  readonly ContentType: string;
  readonly MessageMetadata: MessageMetadata;
}

export function createStamp(at: number): Stamp {
  return { Id: randomUUID(), AbsoluteTime: new Date(at).toISOString() };
}

export function toSender(role: ParticipantRole, session: ChatSession, contact: Contact): Sender {
  if (role === 'CUSTOMER') return { ParticipantRole: role, ParticipantId: session.participantId, DisplayName: session.customerName };
  if (role === 'AGENT') return { ParticipantRole: role, ParticipantId: contact.agent?.participantId, DisplayName: contact.agent?.displayName };
  return { ParticipantRole: role, DisplayName: 'SYSTEM_MESSAGE' };
}
