import { randomUUID } from 'node:crypto';
import type { Clock } from './clock';
import type { Contacts } from './contacts';

export type ParticipantRole = 'CUSTOMER' | 'AGENT' | 'SYSTEM';

export interface Message {
  readonly role: ParticipantRole;
  readonly content: string;
  readonly contentType?: string;
}

/** A message as a participant of the chat reads it: `ContactId` in the running session, `RelatedContactId` from a past one. */
export interface TranscriptItem {
  readonly Id: string;
  readonly AbsoluteTime: string;
  readonly Type: 'MESSAGE';
  readonly ParticipantRole: ParticipantRole;
  readonly ContentType: string;
  readonly Content: string;
  readonly ContactId?: string;
  readonly RelatedContactId?: string;
}

type StoredItem = Omit<TranscriptItem, 'ContactId' | 'RelatedContactId'>;

export class Transcripts {
  private readonly items = new Map<string, StoredItem[]>();

  /** @param delaySeconds from the end of a contact until its transcript is written */
  constructor(private readonly contacts: Contacts, private readonly clock: Clock, private readonly delaySeconds: number) {}

  say(contactId: string, message: Message): void {
    this.contacts.running(contactId);
    this.items.set(contactId, [...this.of(contactId), {
      Id: randomUUID(),
      AbsoluteTime: new Date(this.clock.now()).toISOString(),
      Type: 'MESSAGE',
      ParticipantRole: message.role,
      ContentType: message.contentType ?? 'text/plain',
      Content: message.content,
    }]);
  }

  /** What customer and agent of the contact's session see, oldest first: past contacts, then the session's own. */
  seenFrom(contactId: string): TranscriptItem[] {
    const session = this.contacts.requireSession(contactId);
    const past = [...session.pastContactIds].reverse().flatMap((id) => this.of(id).map((item) => ({ ...item, RelatedContactId: id })));
    const current = session.contacts.flatMap(({ contactId: id }) => this.of(id).map((item) => ({ ...item, ContactId: id })));
    return [...past, ...current];
  }

  isWritten(contactId: string): boolean {
    const { endedAt } = this.contacts.get(contactId);
    return endedAt !== undefined && this.clock.now() >= endedAt + this.delaySeconds * 1000;
  }

  bytes(contactId: string): number {
    return Buffer.byteLength(JSON.stringify(this.of(contactId)));
  }

  private of(contactId: string): StoredItem[] {
    return this.items.get(contactId) ?? [];
  }
}
