import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from './clock';

/** One segment of a chat session: a contact record of its own. */
export interface Contact {
  readonly contactId: string;
  readonly initialContactId: string;
  readonly previousContactId?: string;

  /** The past contact that the session was rehydrated from. */
  readonly relatedContactId?: string;

  /** `DISCONNECT` marks the contact that a disconnect flow made, such as a survey. */
  readonly initiationMethod: 'API' | 'TRANSFER' | 'DISCONNECT';
  readonly initiatedAt: number;
  endedAt?: number;
}

/** What a customer sees as one chat: the initial contact and those that transfers and the disconnect flow added. */
export interface ChatSession {
  readonly contacts: Contact[];
  readonly customerName: string;
  readonly participantId: string;
  readonly participantToken: string;
  readonly continuedFromContactId?: string;

  /** Past contacts whose transcripts are part of this chat, the latest first. */
  readonly pastContactIds: readonly string[];

  /** When the chat duration is over. */
  readonly expiresAt: number;
}

export interface NewChat {
  readonly customerName: string;
  readonly durationMinutes: number;
  readonly continuedFromContactId?: string;
  readonly pastContactIds?: readonly string[];
}

/** The chat contacts of one instance. */
export class Contacts {
  private readonly sessions: ChatSession[] = [];

  constructor(private readonly clock: Clock) {}

  start(chat: NewChat): ChatSession {
    const contactId = randomUUID();
    const session: ChatSession = {
      contacts: [{
        contactId,
        initialContactId: contactId,
        relatedContactId: chat.continuedFromContactId,
        initiationMethod: 'API',
        initiatedAt: this.clock.now(),
      }],
      customerName: chat.customerName,
      participantId: randomUUID(),
      participantToken: randomBytes(96).toString('base64url'),
      continuedFromContactId: chat.continuedFromContactId,
      pastContactIds: chat.pastContactIds ?? [],
      expiresAt: this.clock.now() + chat.durationMinutes * 60_000,
    };
    this.sessions.push(session);
    return session;
  }

  /** The session that the contact belongs to, or undefined for an unknown contact. */
  sessionOf(contactId: string): ChatSession | undefined {
    const session = this.sessions.find(({ contacts }) => contacts.some((contact) => contact.contactId === contactId));
    if (session) this.expire(session);
    return session;
  }

  requireSession(contactId: string): ChatSession {
    const session = this.sessionOf(contactId);
    if (!session) throw new Error(`no contact ${contactId}`);
    return session;
  }

  get(contactId: string): Contact {
    return this.requireSession(contactId).contacts.find((contact) => contact.contactId === contactId)!;
  }

  /** The number of chats that have not ended, idle ones included. */
  countRunning(): number {
    this.sessions.forEach((session) => this.expire(session));
    return this.sessions.filter(isRunning).length;
  }

  /** An agent hands the chat to another agent or queue: the contact ends and the next one begins. */
  transfer(contactId: string): Contact {
    return this.continueAs('TRANSFER', contactId);
  }

  /** The agent leaves and the disconnect flow keeps the customer for a survey: the session runs on in a contact of its own. */
  survey(contactId: string): Contact {
    return this.continueAs('DISCONNECT', contactId);
  }

  /** The chat is over. */
  end(contactId: string): void {
    this.running(contactId).endedAt = this.clock.now();
  }

  /** The contact, which must be the one that its session is in now. */
  running(contactId: string): Contact {
    const contact = this.get(contactId);
    if (contact.endedAt !== undefined) throw new Error(`contact ${contactId} has ended`);
    return contact;
  }

  private continueAs(initiationMethod: Contact['initiationMethod'], contactId: string): Contact {
    const { initialContactId, relatedContactId } = this.running(contactId);
    this.end(contactId);
    const next: Contact = {
      contactId: randomUUID(),
      initialContactId,
      previousContactId: contactId,
      relatedContactId,
      initiationMethod,
      initiatedAt: this.clock.now(),
    };
    this.requireSession(contactId).contacts.push(next);
    return next;
  }

  private expire(session: ChatSession): void {
    if (isRunning(session) && this.clock.now() >= session.expiresAt) session.contacts.at(-1)!.endedAt = session.expiresAt;
  }
}

export function isRunning(session: ChatSession): boolean {
  return session.contacts.at(-1)!.endedAt === undefined;
}
