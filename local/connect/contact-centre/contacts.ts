import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from './clock';

/** An agent in a chat. */
export interface Agent {
  readonly participantId: string;
  readonly displayName: string;
  readonly connectedAt: number;
}

/** One segment of a chat session. Each segment has its own contact record. */
export interface Contact {
  readonly contactId: string;
  readonly initialContactId: string;
  readonly previousContactId?: string;

  /** The past contact that the session was rehydrated from. */
  relatedContactId?: string;

  /** `DISCONNECT`: a disconnect flow created the contact, for example for a survey. */
  readonly initiationMethod: 'API' | 'TRANSFER' | 'DISCONNECT';
  readonly initiatedAt: number;
  agent?: Agent;
  endedAt?: number;
}

/** What a customer sees as one chat: the initial contact, and the contacts that transfers and the disconnect flow added. */
export interface ChatSession {
  readonly contacts: Contact[];
  readonly customerName: string;
  readonly participantId: string;
  readonly participantToken: string;
  continuedFromContactId?: string;

  /** Past contacts whose transcripts are part of this chat, latest first. */
  pastContactIds: readonly string[];

  /** The item of the message that the chat was started with. */
  initialMessageId?: string;

  readonly startedAt: number;

  /** When the chat duration ends. */
  readonly expiresAt: number;

  /** Whether the agent is disconnected when the customer leaves first. */
  readonly disconnectsAgent: boolean;

  /** When the customer left the chat, if the agent stayed. */
  customerLeftAt?: number;
}

export interface NewChat {
  readonly customerName: string;
  readonly durationMinutes: number;
  readonly disconnectsAgent?: boolean;
  readonly continuedFromContactId?: string;
  readonly pastContactIds?: readonly string[];
}

/** A change of a contact, with the event type of Connect's contact events. */
export interface ContactChange {
  readonly eventType: 'INITIATED' | 'CONNECTED_TO_SYSTEM' | 'QUEUED' | 'CONNECTED_TO_AGENT' | 'DISCONNECTED';
  readonly contact: Contact;
  readonly session: ChatSession;
  readonly at: number;
}

/** The chat contacts of one instance. */
export class Contacts {
  private readonly sessions: ChatSession[] = [];
  private readonly listeners: Array<(change: ContactChange) => void> = [];

  constructor(private readonly clock: Clock) {}

  onChange(listener: (change: ContactChange) => void): void {
    this.listeners.push(listener);
  }

  /** Starts a chat. Flows are not simulated, so it is in the queue at once. */
  start(chat: NewChat): ChatSession {
    const contactId = randomUUID();
    const contact: Contact = {
      contactId,
      initialContactId: contactId,
      relatedContactId: chat.continuedFromContactId,
      initiationMethod: 'API',
      initiatedAt: this.clock.now(),
    };
    const session: ChatSession = {
      contacts: [contact],
      customerName: chat.customerName,
      participantId: randomUUID(),
      participantToken: randomBytes(96).toString('base64url'),
      continuedFromContactId: chat.continuedFromContactId,
      pastContactIds: chat.pastContactIds ?? [],
      disconnectsAgent: chat.disconnectsAgent ?? false,
      startedAt: this.clock.now(),
      expiresAt: this.clock.now() + chat.durationMinutes * 60_000,
    };
    this.sessions.push(session);
    this.announce(session, contact, 'INITIATED', 'CONNECTED_TO_SYSTEM', 'QUEUED');
    return session;
  }

  /** Adds a past conversation to a chat that was started without one. */
  rehydrate(session: ChatSession, continuedFromContactId: string, pastContactIds: readonly string[]): void {
    session.continuedFromContactId = continuedFromContactId;
    session.pastContactIds = pastContactIds;
    for (const contact of session.contacts) contact.relatedContactId = continuedFromContactId;
  }

  /** Finds the session of a contact; undefined for an unknown contact. */
  findSession(contactId: string): ChatSession | undefined {
    const session = this.sessions.find(({ contacts }) => contacts.some((contact) => contact.contactId === contactId));
    if (session) this.endIfExpired(session);
    return session;
  }

  /** Finds the session that the participant token was created for. */
  findSessionByToken(participantToken: string): ChatSession | undefined {
    const session = this.sessions.find((candidate) => candidate.participantToken === participantToken);
    if (session) this.endIfExpired(session);
    return session;
  }

  requireSession(contactId: string): ChatSession {
    const session = this.findSession(contactId);
    if (!session) throw new Error(`The contact ${contactId} does not exist`);
    return session;
  }

  get(contactId: string): Contact {
    return this.requireSession(contactId).contacts.find((contact) => contact.contactId === contactId)!;
  }

  /** Counts the chats that have not ended. */
  countRunning(): number {
    this.sessions.forEach((session) => this.endIfExpired(session));
    return this.sessions.filter(isRunning).length;
  }

  /** An agent accepts the chat from the queue. */
  accept(contactId: string, displayName = 'Agent'): Contact {
    const contact = this.requireRunning(contactId);
    if (contact.agent) throw new Error(`The contact ${contactId} has an agent already`);
    contact.agent = { participantId: randomUUID(), displayName, connectedAt: this.clock.now() };
    this.announce(this.requireSession(contactId), contact, 'CONNECTED_TO_AGENT');
    return contact;
  }

  /** An agent transfers the chat: the contact ends and the next contact starts in the queue. */
  transfer(contactId: string): Contact {
    return this.continueAs('TRANSFER', contactId, 'QUEUED');
  }

  /** The agent leaves, and the disconnect flow starts a survey: the session continues in a new contact. */
  startSurvey(contactId: string): Contact {
    return this.continueAs('DISCONNECT', contactId, 'CONNECTED_TO_SYSTEM');
  }

  /** Ends the chat. */
  end(contactId: string): void {
    this.disconnect(this.requireSession(contactId), this.requireRunning(contactId), this.clock.now());
  }

  /** The customer leaves; the agent stays. */
  letCustomerLeave(contactId: string): void {
    this.requireRunning(contactId);
    this.requireSession(contactId).customerLeftAt = this.clock.now();
  }

  /** The customer is in the chat again. */
  letCustomerReturn(session: ChatSession): void {
    session.customerLeftAt = undefined;
  }

  /** Returns the contact. @throws Error when it has ended */
  requireRunning(contactId: string): Contact {
    const contact = this.get(contactId);
    if (contact.endedAt !== undefined) throw new Error(`The contact ${contactId} has ended`);
    return contact;
  }

  private continueAs(initiationMethod: Contact['initiationMethod'], contactId: string, ...then: Array<ContactChange['eventType']>): Contact {
    const contact = this.requireRunning(contactId);
    const session = this.requireSession(contactId);
    const next: Contact = {
      contactId: randomUUID(),
      initialContactId: contact.initialContactId,
      previousContactId: contactId,
      relatedContactId: contact.relatedContactId,
      initiationMethod,
      initiatedAt: this.clock.now(),
    };
    session.contacts.push(next);
    this.disconnect(session, contact, this.clock.now());
    this.announce(session, next, 'INITIATED', ...then);
    return next;
  }

  private disconnect(session: ChatSession, contact: Contact, at: number): void {
    contact.endedAt = at;
    this.announce(session, contact, 'DISCONNECTED');
  }

  private announce(session: ChatSession, contact: Contact, ...eventTypes: Array<ContactChange['eventType']>): void {
    const at = contact.endedAt ?? this.clock.now();
    for (const eventType of eventTypes) this.listeners.forEach((listener) => listener({ eventType, contact, session, at }));
  }

  private endIfExpired(session: ChatSession): void {
    if (isRunning(session) && this.clock.now() >= session.expiresAt) this.disconnect(session, session.contacts.at(-1)!, session.expiresAt);
  }
}

export function isRunning(session: ChatSession): boolean {
  return session.contacts.at(-1)!.endedAt === undefined;
}

/** Whether the chat is running and the customer has not left it. */
export function hasCustomer(session: ChatSession): boolean {
  return isRunning(session) && session.customerLeftAt === undefined;
}
