import { Fate, Schedule, Turn } from './schedule';
import { HISTORY_SECONDS } from './session-table-fixture';
import type { PastChatMessage } from '../../../lambda/late-rehydration/past-chat-message';
import type { CustomerSessions } from '../../../lambda/sessions/customer-sessions';
import type { SessionRequest } from '../../../lambda/sessions/decide-session';
import type { StartedChat } from '../../../lambda/start-chat/contract/started-chat';
import { DEFAULT_ASSUMPTIONS } from '../../../local/connect/contact-centre/assumptions';
import type { Clock } from '../../../local/connect/contact-centre/clock';
import { ContactEvent, toContactEvent } from '../../../local/connect/contact-centre/contact-event';
import { ChatSession, Contact, Contacts, hasCustomer } from '../../../local/connect/contact-centre/contacts';
import type { Transcripts } from '../../../local/connect/contact-centre/transcripts';
import { INSTANCE_ARN } from '../start-chat/fixtures';

const FIRST_CONNECTION_SECONDS = 5 * 60;
// A minute less than the client token's window, since a contact is made after its lease was written.
const FOUND_AGAIN_SECONDS = 7 * 24 * 60 * 60 - 60;
// Those of a writer and a reader, and of the time that a request takes.
const CLOCKS_DIFFER_SECONDS = 700;
export const TRANSCRIPT_SECONDS = 45;

/** What a customer asks for. */
export interface ChatRequest extends SessionRequest {
  readonly chatMinutes?: number;
  /** Asks for the running chat and for no other. */
  readonly resumesOnly?: boolean;
}

/** A message of the queue of past chats, which stays until its work is done. */
export interface QueuedMessage {
  readonly body: PastChatMessage;
  tries: number;
}

/** Whether the message is to be delivered again. */
export type Delivery = 'DONE' | 'AGAIN';

export const DEFAULT_REQUEST: ChatRequest = { rehydrationType: 'ENTIRE_PAST_SESSION', startsNew: false };

export interface Answer {
  readonly customer: string;
  readonly request: ChatRequest;
  readonly chat?: Pick<StartedChat, 'contactId' | 'participantToken' | 'outcome' | 'continuedFromContactId' | 'reasonCode' | 'notContinued'>;
  /** The failure's code in the contract. */
  readonly failure?: string;
  readonly error?: unknown;
}

let worlds = 0;

/** Customers, a contact centre, and the store between them, which is what the subclasses are about. */
export abstract class ChatWorld {
  readonly schedule = new Schedule();
  readonly answers: Answer[] = [];
  readonly sessions: ChatSession[] = [];
  readonly events: ContactEvent[] = [];
  readonly messages: QueuedMessage[] = [];
  /** What has happened that nothing may cause. */
  readonly violations: string[] = [];
  /** When the events of contacts were handed to the store. */
  private readonly deliveredAt = new Map<string, number>();
  /** When a customer was forgotten, as the number of the turn that began then, and the time. */
  private readonly forgotten = new Map<ChatSession, { readonly turn: number; readonly at: number }>();
  private readonly begun = new Map<Turn, { readonly customer: string; readonly number: number }>();
  private readonly lastForgotten = new Map<string, number>();
  private turns = 0;
  /** Requests that have arrived so far, and when. */
  readonly asked: (Pick<Answer, 'customer' | 'request'> & { readonly at: number })[] = [];
  protected readonly id = `world-${worlds++}`;
  private busySince = 0;
  private readonly entered = new Set<ChatSession>();
  private readonly refusals = new Set<string>();
  /** The participant tokens of the sessions, by what the participant service is called with. */
  private readonly bearers = new Map<string, string>();
  private readonly leftBehind = new Set<ChatSession>();
  /** Initial contacts by the client token that they were made with. */
  private readonly contactsByClientToken = new Map<string, string>();
  /** Initial contacts of sessions that have been in the store. */
  private readonly remembered = new Set<string>();

  constructor(readonly clock: Clock, readonly contacts: Contacts, readonly transcripts: Transcripts) {
    contacts.onChange((change) => {
      if (!this.sessions.includes(change.session)) this.sessions.push(change.session);
      this.events.push(toContactEvent(change, INSTANCE_ARN, DEFAULT_ASSUMPTIONS));
    });
  }

  abstract close(): Promise<void>;
  /** The customer's key in the store. */
  abstract keyOf(customer: string): string;
  /** Hands the event to the store. */
  protected abstract record(event: ContactEvent): Promise<void>;
  /** Deletes all that the store has about the customer. */
  protected abstract forgetCustomer(customer: string): Promise<void>;
  /** Attaches what the message asks for. @returns undefined when its process has died */
  protected abstract attach(turn: Turn, message: PastChatMessage, tries: number): Promise<Delivery | undefined>;
  /** Serves a request on a clock that is wrong by so much. @returns undefined when its process has died */
  protected abstract serve(turn: Turn, customer: string, request: ChatRequest, skewSeconds: number): Promise<Answer | undefined>;
  /** A client connects to its chat. */
  protected abstract connect(participantToken: string): Promise<unknown>;

  /** A request arrives. */
  async begin(customer: string, request: ChatRequest = DEFAULT_REQUEST, skewSeconds = 0): Promise<void> {
    if (!request.resumesOnly) this.asked.push({ customer, request, at: this.clock.now() });
    const turn = this.beginTurn(customer);
    void this.serve(turn, customer, request, skewSeconds).then(async (answer) => {
      if (!answer) return;
      this.answers.push(answer);
      // What every client does with an answer.
      if (answer.chat) await this.connect(answer.chat.participantToken);
      this.schedule.end(turn);
    });
    await this.schedule.settled();
  }

  /** A message of the queue is delivered, also one that another process works on. */
  async work(choice: number): Promise<void> {
    if (this.messages.length === 0) return;
    const message = this.messages[choice % this.messages.length];
    message.tries += 1;
    const turn = this.beginTurn(this.customerOf(message.body));
    void this.attach(turn, message.body, message.tries).then((delivery) => {
      if (!delivery) return;
      if (delivery === 'DONE') this.loseMessage(message);
      this.schedule.end(turn);
    });
    await this.schedule.settled();
  }

  /** Works on all messages as long as they have something to do, with nobody beside it. */
  async workOnAll(): Promise<void> {
    for (let rounds = 0; this.messages.length > 0 && rounds < 30; rounds += 1) {
      this.advance(60);
      await this.work(0);
      while (this.schedule.waiting > 0) await this.runOne(0, 'done');
    }
  }

  loseMessage(message: QueuedMessage | undefined): void {
    const index = message ? this.messages.indexOf(message) : -1;
    if (index >= 0) this.messages.splice(index, 1);
  }

  async deliver(event: ContactEvent): Promise<void> {
    await this.record(event);
    this.deliveredAt.set(event.detail.contactId, this.clock.now());
  }

  /** Nobody has to find again what the store had, or what is being started. */
  async forget(customer: string): Promise<void> {
    await this.forgetCustomer(customer);
    this.turns += 1;
    this.lastForgotten.set(customer, this.turns);
    for (const session of this.sessionsOf(customer)) {
      this.leftBehind.add(session);
      this.forgotten.set(session, this.forgotten.get(session) ?? { turn: this.turns, at: this.clock.now() });
    }
  }

  private beginTurn(customer: string): Turn {
    if (this.schedule.waiting === 0) this.busySince = this.clock.now();
    const turn = this.schedule.begin();
    this.turns += 1;
    this.begun.set(turn, { customer, number: this.turns });
    return turn;
  }

  private customerOf({ contactId }: PastChatMessage): string {
    return this.contacts.requireSession(contactId).customerName;
  }

  /** A message that nobody has sent who may: the past chat is another customer's. */
  forge(customer: string, other: string): void {
    const [chat, past] = [this.sessionsOf(customer).at(-1), this.sessionsOf(other).at(-1)];
    if (!chat || !past) return;
    const [{ contactId }, { contactId: source }] = [chat.contacts[0], past.contacts[0]];
    this.messages.push({ body: { contactId, customer: this.keyOf(customer), pastChats: [{ contactId: source }], rehydrationType: 'ENTIRE_PAST_SESSION' }, tries: 0 });
  }

  /** Whether nothing was said in the session's first contact, and the store has not heard of a later conversation in it for a minute. */
  mayBeSkipped({ contacts }: ChatSession, at: number): boolean {
    const [first, ...later] = contacts;
    const isKnown = ({ contactId }: Contact) => (this.deliveredAt.get(contactId) ?? Infinity) < at - 60_000;
    return this.wasSilent(first) && !later.some((contact) => !isSurvey(contact) && isKnown(contact));
  }

  private wasSilent({ contactId }: Contact): boolean {
    return !this.transcripts.listMessages(contactId).some(({ ContactId }) => ContactId === contactId);
  }

  forgottenAt(session: ChatSession): number {
    return this.forgotten.get(session)?.at ?? Infinity;
  }

  wasLeftBehind(session: ChatSession): boolean {
    return this.leftBehind.has(session);
  }

  async runOne(choice: number, fate: Fate): Promise<void> {
    this.advance(0.05);
    await this.schedule.runOne(choice, fate);
  }

  advance(seconds: number): void {
    this.clock.advance(seconds);
  }

  /** How much time may pass now when no request may last longer than that. */
  secondsLeft(longestRequest: number): number {
    if (this.schedule.waiting === 0) return Infinity;
    return Math.max(0, longestRequest - (this.clock.now() - this.busySince) / 1000);
  }

  /** A request with nobody beside it, on a right clock. */
  async ask(customer: string, request: ChatRequest = DEFAULT_REQUEST): Promise<Answer> {
    await this.begin(customer, request);
    while (this.schedule.waiting > 0) await this.runOne(0, 'done');
    return this.answers.at(-1)!;
  }

  sessionsOf(customer: string): ChatSession[] {
    return this.sessions.filter(({ customerName }) => customerName === customer);
  }

  /**
   * Chats that the customer can be in: one that nobody connected to in five minutes cannot be entered any more. One that
   * was left behind for a new one does not count, which is the promise's exception.
   */
  runningOf(customer: string): ChatSession[] {
    const deadline = this.clock.now() - FIRST_CONNECTION_SECONDS * 1000;
    return this.sessionsOf(customer)
      .map(({ contacts }) => this.contacts.requireSession(contacts[0].contactId))
      .filter((session) => hasCustomer(session) && !this.leftBehind.has(session) && (this.entered.has(session) || session.startedAt > deadline));
  }

  /** Whether Connect has refused to continue a chat of the customer who had had so many of them. */
  wasRefused(customer: string, sessions: number): boolean {
    return this.refusals.has(`${customer} ${sessions}`);
  }

  /**
   * Whether the store has to know the session: nobody has to find one again that was left behind, or whose start was, for too
   * long; and what is stored expires.
   */
  isToBeKnown(session: ChatSession, at: number): boolean {
    const age = (at - session.startedAt) / 1000;
    if (this.forgotten.has(session)) return false;
    if (this.remembered.has(session.contacts[0].contactId)) return age < HISTORY_SECONDS - CLOCKS_DIFFER_SECONDS;
    return !this.leftBehind.has(session) && age < FOUND_AGAIN_SECONDS;
  }

  /** Whether the store cannot know the session any more, since nobody has asked for so long that everything has expired. */
  hasExpired(session: ChatSession, at: number): boolean {
    const asked = this.asked.filter(({ customer }) => customer === session.customerName).map((request) => request.at);
    const times = [session.startedAt, ...asked.filter((time) => time > session.startedAt && time < at), at];
    return times.some((time, index) => index > 0 && time - times[index - 1] > (HISTORY_SECONDS + CLOCKS_DIFFER_SECONDS) * 1000);
  }

  protected noteStart(clientToken: string, contactId: string): void {
    this.contactsByClientToken.set(clientToken, contactId);
    const session = this.contacts.requireSession(contactId);
    const forgottenAt = this.lastForgotten.get(session.customerName) ?? 0;
    const isOfForgotten = ([turn, { customer, number }]: [Turn, { customer: string; number: number }]) => (
      customer === session.customerName && number < forgottenAt && this.schedule.isOpen(turn)
    );
    if ([...this.begun].some(isOfForgotten)) this.leftBehind.add(session);
  }

  /** Connect is asked to attach a past chat. */
  protected noteAttempt(turn: Turn, contactId: string, sourceContactId: string): void {
    const [chat, source] = [contactId, sourceContactId].map((id) => this.contacts.requireSession(id));
    if (chat.customerName !== source.customerName) this.violations.push(`a chat of ${source.customerName} would have been attached to one of ${chat.customerName}`);
    const begun = this.begun.get(turn)!.number;
    if ((this.forgotten.get(chat)?.turn ?? Infinity) < begun) this.violations.push(`a chat would have been attached for ${chat.customerName}, who was forgotten`);
  }

  /** Connect has refused the chat that it may have made for this client token. Who asks for a new one need not try that again. */
  protected noteRefusedStart(clientToken: string, { startsNew }: ChatRequest): void {
    const contactId = this.contactsByClientToken.get(clientToken);
    if (contactId !== undefined && startsNew) this.leftBehind.add(this.contacts.requireSession(contactId));
  }

  protected noteWrite({ session }: CustomerSessions): void {
    if (session) this.remembered.add(session.contactId);
  }

  protected noteEntry(participantToken: string, connectionToken: string): void {
    this.entered.add(this.contacts.findSessionByToken(participantToken)!);
    this.bearers.set(connectionToken, participantToken);
  }

  /** The participant service has refused a call about a chat. Who asks for a new one need not wait for its end. */
  protected noteNoAnswer(bearer: string, { startsNew }: ChatRequest): void {
    const session = this.contacts.findSessionByToken(this.bearers.get(bearer) ?? bearer);
    if (session && startsNew) this.leftBehind.add(session);
  }

  protected noteRefusal(customer: string): void {
    this.refusals.add(`${customer} ${this.sessionsOf(customer).length}`);
  }
}

export function isSurvey({ initiationMethod, agent }: Contact): boolean {
  return initiationMethod === 'DISCONNECT' && !agent;
}

/** Makes a world of its own for each story. */
export type WorldOf = () => ChatWorld | Promise<ChatWorld>;
