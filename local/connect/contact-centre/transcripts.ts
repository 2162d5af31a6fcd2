import {
  type ChatItem, type ChatItemContent, EVENT_TYPES, type ParticipantRole, type Receipt, type ReceiptItem, toSender, createStamp,
} from './chat-item';
import type { Clock } from './clock';
import type { Contacts } from './contacts';

export interface Message {
  readonly role: ParticipantRole;
  readonly content: string;
  readonly contentType?: string;
}

/** An item of a transcript. Items of the running session have `ContactId`, items of past sessions have `RelatedContactId`. */
export interface TranscriptItem extends ChatItem {
  readonly ContactId?: string;
  readonly RelatedContactId?: string;
}

/** An item as participants get it at once, by websocket. */
export type LiveItem = (ChatItem | ReceiptItem) & { readonly ContactId: string; readonly InitialContactId: string };

/** The items that the participants of a chat can see. */
export interface VisibleItems {
  /** Items of past sessions, oldest first. */
  readonly past: readonly TranscriptItem[];

  /** Items of the session itself, oldest first. */
  readonly current: readonly TranscriptItem[];
}

export class Transcripts {
  private readonly items = new Map<string, ChatItem[]>();
  private readonly listeners: Array<(item: LiveItem) => void> = [];

  /** @param delaySeconds time from the end of a contact until its transcript is written */
  constructor(private readonly contacts: Contacts, private readonly clock: Clock, private readonly delaySeconds: number) {}

  onItem(listener: (item: LiveItem) => void): void {
    this.listeners.push(listener);
  }

  say(contactId: string, { role, content, contentType = 'text/plain' }: Message): ChatItem {
    this.contacts.requireRunning(contactId);
    return this.record(contactId, role, { Type: 'MESSAGE', ContentType: contentType, Content: content });
  }

  /** Adds an item. The contact may have ended: the event that a participant left follows the end. */
  record(contactId: string, role: ParticipantRole, content: ChatItemContent): ChatItem {
    const item = this.createItem(contactId, role, content);
    this.items.set(contactId, [...this.itemsOf(contactId), item]);
    this.publish(contactId, item);
    return item;
  }

  /** Tells the participants that somebody is typing. This is not written to the transcript. */
  showTyping(contactId: string, role: ParticipantRole): ChatItem {
    this.contacts.requireRunning(contactId);
    return this.show(contactId, role, { Type: 'EVENT', ContentType: EVENT_TYPES.typing });
  }

  /** Sends an item to the participants without writing it to the transcript. */
  show(contactId: string, role: ParticipantRole, content: ChatItemContent): ChatItem {
    const item = this.createItem(contactId, role, content);
    this.publish(contactId, item);
    return item;
  }

  /** Records that a participant has received or read a message. Messages of past sessions get no receipts. */
  recordReceipt(contactId: string, messageId: string, role: ParticipantRole, seen: 'DELIVERED' | 'READ'): ReceiptItem {
    const session = this.contacts.requireSession(contactId);
    const stamped = createStamp(this.clock.now());
    const receipt: Receipt = {
      RecipientParticipantId: toSender(role, session, this.contacts.requireRunning(contactId)).ParticipantId ?? role,
      [seen === 'READ' ? 'ReadTimestamp' : 'DeliveredTimestamp']: stamped.AbsoluteTime,
    };
    for (const { contactId: id } of session.contacts) {
      this.items.set(id, this.itemsOf(id).map((item) => (item.Type === 'MESSAGE' && item.Id === messageId ? addReceipt(item, receipt) : item)));
    }
    const metadata = { MessageId: messageId, Receipts: [receipt] };
    const item: ReceiptItem = { ...stamped, Type: 'MESSAGEMETADATA', ContentType: EVENT_TYPES.metadata, MessageMetadata: metadata };
    this.publish(contactId, item);
    return item;
  }

  /** Lists the messages that customer and agent can see, oldest first: those of past sessions, then those of the contact's session. */
  listMessages(contactId: string): TranscriptItem[] {
    const { past, current } = this.listItems(contactId);
    return [...past, ...current].filter(({ Type }) => Type === 'MESSAGE');
  }

  /** Lists the messages and events that customer and agent can see. */
  listItems(contactId: string): VisibleItems {
    const session = this.contacts.requireSession(contactId);
    return {
      past: [...session.pastContactIds].reverse().flatMap((id) => this.itemsOf(id).map((item) => ({ ...item, RelatedContactId: id }))),
      current: session.contacts.flatMap(({ contactId: id }) => this.itemsOf(id).map((item) => ({ ...item, ContactId: id }))),
    };
  }

  isWritten(contactId: string): boolean {
    const { endedAt } = this.contacts.get(contactId);
    return endedAt !== undefined && this.clock.now() >= endedAt + this.delaySeconds * 1000;
  }

  countBytes(contactId: string): number {
    return Buffer.byteLength(JSON.stringify(this.itemsOf(contactId)));
  }

  private createItem(contactId: string, role: ParticipantRole, content: ChatItemContent): ChatItem {
    const sender = toSender(role, this.contacts.requireSession(contactId), this.contacts.get(contactId));
    return { ...createStamp(this.clock.now()), ...content, ...sender };
  }

  private publish(contactId: string, item: ChatItem | ReceiptItem): void {
    const { initialContactId } = this.contacts.get(contactId);
    this.listeners.forEach((listener) => listener({ ...item, ContactId: contactId, InitialContactId: initialContactId }));
  }

  private itemsOf(contactId: string): ChatItem[] {
    return this.items.get(contactId) ?? [];
  }
}

/** Adds a receipt. Each recipient has one receipt, with the times of delivery and of reading. */
function addReceipt(item: ChatItem, receipt: Receipt): ChatItem {
  const earlier = item.MessageMetadata?.Receipts ?? [];
  const mine = earlier.find(({ RecipientParticipantId }) => RecipientParticipantId === receipt.RecipientParticipantId);
  const others = earlier.filter((other) => other !== mine);
  return { ...item, MessageMetadata: { MessageId: item.Id, Receipts: [...others, { ...mine, ...receipt }] } };
}
