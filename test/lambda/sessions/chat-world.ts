import type { StartChatContactRequest } from '@aws-sdk/client-connect';
import { Fate, Schedule } from './schedule';
import { CustomerChat } from '../../../lambda/sessions/customer-chat';
import { customerKey } from '../../../lambda/sessions/customer-sessions';
import { SessionRequest, decideSession } from '../../../lambda/sessions/decide-session';
import { ContactEventDetail, conversationEnded } from '../../../lambda/sessions/segment-ended';
import { SessionTable, SessionTableError } from '../../../lambda/sessions/session-table';
import { StartedChat, execute } from '../../../lambda/start-chat/execute';
import { StartChatFailure } from '../../../lambda/start-chat/failure';
import { DEFAULT_ASSUMPTIONS } from '../../../local/connect/assumptions';
import { ClientTokens } from '../../../local/connect/client-tokens';
import { Clock } from '../../../local/connect/clock';
import { ConnectError } from '../../../local/connect/connect-error';
import { ChatSession, Contacts, isRunning } from '../../../local/connect/contacts';
import { ParticipantConnections } from '../../../local/connect/participant/participant-connections';
import { Quotas } from '../../../local/connect/quotas';
import { SourceContacts } from '../../../local/connect/source-contacts';
import { startChatContact } from '../../../local/connect/start-chat-contact';
import { ValidStartChatRequest } from '../../../local/connect/start-chat-request';
import { Transcripts } from '../../../local/connect/transcripts';
import { contactEvent } from '../../../local/contact-events/contact-event';
import { FLOW_ID, INSTANCE_ARN, INSTANCE_ID, SETTINGS } from '../fixtures';

const REGION = 'eu-central-1';
const FIRST_CONNECTION_SECONDS = 5 * 60;
export const TRANSCRIPT_SECONDS = 45;
export const LEASE_AND_SKEW_SECONDS = 30 + 2 * 5 * 60;

export const DEFAULT_REQUEST: SessionRequest = { rehydrationType: 'ENTIRE_PAST_SESSION', startsNew: false };

export interface Answer {
  readonly customer: string;
  readonly request: SessionRequest;
  readonly chat?: StartedChat;
  readonly error?: unknown;
}

let worlds = 0;

/** Customers, a contact centre and the store between them: the real decisions, transitions and adapter, and the simulator's contact centre. */
export class ChatWorld {
  readonly schedule = new Schedule();
  readonly answers: Answer[] = [];
  readonly sessions: ChatSession[] = [];
  readonly events: ContactEventDetail[] = [];
  /** Source contacts that requests have named. */
  readonly named = new Set<string>();
  /** How often the participant service was asked. */
  probes = 0;
  readonly clock: Clock;
  readonly contacts: Contacts;
  private readonly connected = new Set<ChatSession>();
  private readonly state;
  private readonly connections: ParticipantConnections;
  private readonly id = `world-${worlds++}`;

  constructor(private readonly table: SessionTable) {
    this.clock = new Clock(() => Date.UTC(2026, 0, 1));
    this.contacts = new Contacts(this.clock);
    const transcripts = new Transcripts(this.contacts, this.clock, TRANSCRIPT_SECONDS);
    this.connections = new ParticipantConnections(this.contacts, this.clock, DEFAULT_ASSUMPTIONS);
    this.state = {
      instance: { instanceId: INSTANCE_ID, region: REGION, contactFlowIds: [FLOW_ID] },
      contacts: this.contacts,
      transcripts,
      sources: new SourceContacts(this.contacts, transcripts, DEFAULT_ASSUMPTIONS),
      clientTokens: new ClientTokens(this.clock, DEFAULT_ASSUMPTIONS.clientTokenSeconds),
      quotas: new Quotas({ requestsPerSecond: 1e9, burst: 1e9, concurrentChats: 1e9 }, this.contacts, this.clock),
    };
    this.contacts.onChange((change) => {
      if (!this.sessions.includes(change.session)) this.sessions.push(change.session);
      this.events.push(contactEvent(change, INSTANCE_ARN, DEFAULT_ASSUMPTIONS).detail);
    });
  }

  /** A request arrives at an execution environment whose clock is wrong by so much. */
  begin(customer: string, request: SessionRequest = DEFAULT_REQUEST, skewSeconds = 0): void {
    if (request.sourceContactId) this.named.add(request.sourceContactId);
    const chat = new CustomerChat(customerKey(this.id, customer), {
      table: this.scheduledTable(),
      participants: {
        connect: async (token) => this.step(async () => this.probe(token), () => new StartChatFailure('ConnectUnavailable')),
        disconnect: async (token) => this.step(async () => this.disconnect(token), () => new StartChatFailure('ConnectUnavailable')),
      },
      decide: (sessions, liveness, now) => decideSession(request, sessions, liveness, now),
      start: async ({ clientToken, source, onSourceRefused }) => execute(
        {
          chat: { InstanceId: INSTANCE_ID, ContactFlowId: FLOW_ID, ParticipantDetails: { DisplayName: customer }, ClientToken: clientToken },
          source: source && { SourceContactId: source.contactId, RehydrationType: source.rehydrationType },
        },
        SETTINGS,
        {
          startChatContact: async (asked) => this.step(async () => this.startContact(asked), lostByConnect),
          trace: { attempts: 0, milliseconds: 0 },
          deadline: new AbortController().signal,
          clientTokenWithoutSource: onSourceRefused,
        },
      ),
      chatMinutes: 1500,
      now: () => this.clock.now() + skewSeconds * 1000,
      pause: async () => this.step(async () => undefined, lostByTable),
    });
    void chat.startOrResume().then(
      (started) => {
        this.answers.push({ customer, request, chat: started });
        // What every client does with an answer.
        if (isRunning(this.contacts.requireSession(started.contactId))) this.connect(started.participantToken);
      },
      (error: unknown) => this.answers.push({ customer, request, error }),
    );
  }

  async runOne(choice: number, fate: Fate): Promise<void> {
    this.clock.advance(0.05);
    await this.schedule.runOne(choice, fate);
  }

  /** A request with nobody beside it, on a right clock. */
  async ask(customer: string, request: SessionRequest = DEFAULT_REQUEST): Promise<Answer> {
    this.begin(customer, request);
    await new Promise(setImmediate);
    while (this.schedule.waiting > 0) await this.runOne(0, 'done');
    return this.answers.at(-1)!;
  }

  sessionsOf(customer: string): ChatSession[] {
    return this.sessions.filter(({ customerName }) => customerName === customer);
  }

  /** Chats that the customer can be in: one that nobody connected to in five minutes cannot be entered any more. */
  runningOf(customer: string): ChatSession[] {
    const deadline = this.clock.now() - FIRST_CONNECTION_SECONDS * 1000;
    return this.sessionsOf(customer).filter((session) => isRunning(session) && (this.connected.has(session) || session.startedAt > deadline));
  }

  async deliver(event: ContactEventDetail): Promise<void> {
    const segment = conversationEnded(event);
    if (segment) await this.table.recordConversation(segment, this.clock.now());
  }

  async forget(customer: string): Promise<void> {
    await this.table.forget(customerKey(this.id, customer));
  }

  private probe(token: string): string | undefined {
    this.probes += 1;
    return this.connect(token);
  }

  private connect(token: string): string | undefined {
    return unlessDenied(() => {
      const session = this.connections.connect(token);
      this.connected.add(session);
      return this.connections.issueConnectionToken(session).token;
    });
  }

  private disconnect(connectionToken: string): void {
    unlessDenied(() => this.contacts.end(this.connections.ofConnectionToken(connectionToken).contacts.at(-1)!.contactId));
  }

  private startContact(asked: StartChatContactRequest) {
    try {
      return { ...startChatContact(asked as ValidStartChatRequest, REGION, this.state), $metadata: {} };
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      throw Object.assign(new Error(), { name: error.name, $fault: 'client', $metadata: { httpStatusCode: error.status } });
    }
  }

  private scheduledTable(): SessionTable {
    const scheduled: Pick<SessionTable, 'read' | 'replace' | 'lastConversation'> = {
      read: async (...args) => this.step(async () => this.table.read(...args), lostByTable),
      replace: async (...args) => this.step(async () => this.table.replace(...args), lostByTable),
      lastConversation: async (...args) => this.step(async () => this.table.lastConversation(...args), lostByTable),
    };
    return scheduled as SessionTable;
  }

  private async step<T>(perform: () => Promise<T>, failure: () => Error): Promise<T> {
    return this.schedule.step(perform, failure);
  }
}

function lostByConnect(): Error {
  return Object.assign(new Error(), { name: 'TimeoutError' });
}

function lostByTable(): Error {
  return new SessionTableError(new Error());
}

function unlessDenied<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch (error) {
    if (error instanceof ConnectError && error.name === 'AccessDeniedException') return undefined;
    throw error;
  }
}
