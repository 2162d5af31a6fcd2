import type { StartChatContactRequest } from '@aws-sdk/client-connect';
import { Answer, ChatRequest, ChatWorld, TRANSCRIPT_SECONDS } from './chat-world';
import { Fate, Turn } from './schedule';
import { readEndedSegment } from '../../../lambda/sessions/contact-event';
import { CustomerChat } from '../../../lambda/sessions/customer-chat';
import { hashCustomer } from '../../../lambda/sessions/customer-sessions';
import { Liveness, decideSession } from '../../../lambda/sessions/decide-session';
import { SessionTable, SessionTableError, StoredSessions } from '../../../lambda/sessions/session-table';
import { ConnectCalls } from '../../../lambda/start-chat/connect/calls';
import { startChat } from '../../../lambda/start-chat/connect/execute';
import { StartChatFailure } from '../../../lambda/start-chat/contract/failure';
import { DEFAULT_ASSUMPTIONS } from '../../../local/connect/contact-centre/assumptions';
import { ClientTokens } from '../../../local/connect/contact-centre/client-tokens';
import { Clock } from '../../../local/connect/contact-centre/clock';
import type { ContactEvent } from '../../../local/connect/contact-centre/contact-event';
import { Contacts } from '../../../local/connect/contact-centre/contacts';
import { CustomerExit } from '../../../local/connect/contact-centre/customer-exit';
import { DisconnectFlow } from '../../../local/connect/contact-centre/disconnect-flow';
import { Transcripts } from '../../../local/connect/contact-centre/transcripts';
import { ParticipantConnections } from '../../../local/connect/participant/participant-connections';
import { ConnectError } from '../../../local/connect/protocol/connect-error';
import { SourceContacts } from '../../../local/connect/rehydration/source-contacts';
import { Quotas } from '../../../local/connect/start-chat/quotas';
import { startChatContact } from '../../../local/connect/start-chat/start-chat-contact';
import { ValidStartChatRequest } from '../../../local/connect/start-chat/start-chat-request';
import { FLOW_ID, INSTANCE_ID, SETTINGS } from '../start-chat/fixtures';

const REGION = 'eu-central-1';

/** The real decisions, transitions and adapter in this process, with the simulator's contact centre. */
export class TransitionsWorld extends ChatWorld {
  /** How often the participant service was asked. */
  probes = 0;
  /** What Connect was called with, one for each call. */
  readonly clientTokens: string[] = [];
  private readonly state;
  private readonly connections: ParticipantConnections;
  private readonly customerExit: CustomerExit;

  constructor(private readonly table: SessionTable) {
    const clock = new Clock(() => Date.UTC(2026, 0, 1));
    super(clock, new Contacts(clock));
    const transcripts = new Transcripts(this.contacts, clock, TRANSCRIPT_SECONDS);
    this.connections = new ParticipantConnections(this.contacts, clock, DEFAULT_ASSUMPTIONS);
    this.customerExit = new CustomerExit(this.contacts, transcripts, new DisconnectFlow(this.contacts, transcripts), DEFAULT_ASSUMPTIONS);
    this.state = {
      instance: { instanceId: INSTANCE_ID, region: REGION, contactFlowIds: [FLOW_ID] },
      contacts: this.contacts,
      transcripts,
      sources: new SourceContacts(this.contacts, transcripts, DEFAULT_ASSUMPTIONS),
      clientTokens: new ClientTokens(clock, DEFAULT_ASSUMPTIONS.clientTokenSeconds),
      quotas: new Quotas({ requestsPerSecond: 1e9, burst: 1e9, concurrentChats: 1e9 }, this.contacts, clock),
    };
  }

  async deliver({ detail }: ContactEvent): Promise<void> {
    const segment = readEndedSegment(detail);
    if (segment && 'contactId' in segment) await this.table.storeSegment(segment, this.clock.now());
  }

  async forget(customer: string): Promise<void> {
    await this.table.forget(hashCustomer(this.id, customer));
  }

  async close(): Promise<void> {}

  protected async serve(turn: Turn, customer: string, request: ChatRequest, skewSeconds: number): Promise<Answer> {
    const chat = new CustomerChat(hashCustomer(this.id, customer), {
      table: this.scheduledTable(turn),
      participants: {
        connect: async (token) => {
          this.probes += 1;
          return this.schedule.step(turn, { perform: async () => this.connect(token), failure: async (fate) => this.refuse(fate, token, request) });
        },
        disconnect: async (token) => {
          const perform = async () => this.disconnect(token);
          await this.schedule.step<unknown>(turn, { perform, failure: async (fate) => this.refuse(fate, token, request) });
        },
      },
      decide: (sessions, liveness, now) => decideSession(request, sessions, liveness, now),
      startChat: async (start) => startChat(
        {
          InstanceId: INSTANCE_ID,
          ContactFlowId: FLOW_ID,
          ParticipantDetails: { DisplayName: customer },
          ChatDurationInMinutes: request.chatMinutes,
        },
        start,
        SETTINGS,
        this.connectCalls(turn, customer, request),
      ),
      now: () => this.clock.now() + skewSeconds * 1000,
      pause: async () => this.step(turn, async () => undefined, lostByTable),
    });
    return chat.startOrResume().then(
      (started) => ({ customer, request, chat: started }),
      (error: unknown) => ({ customer, request, failure: codeOf(error), error }),
    );
  }

  protected async connect(token: string): Promise<Liveness> {
    return unlessDenied<Liveness>(() => {
      const connectionToken = this.connections.issueConnectionToken(this.connections.connect(token)).token;
      this.noteEntry(token, connectionToken);
      return { state: 'RUNNING', connectionToken };
    }) ?? { state: 'ENDED' };
  }

  private refuse(fate: Fate, token: string, request: ChatRequest): Liveness {
    if (fate !== 'refused') throw new StartChatFailure('ConnectUnavailable');
    this.noteNoAnswer(token, request);
    return { state: 'UNKNOWN' };
  }

  private disconnect(connectionToken: string): void {
    unlessDenied(() => this.customerExit.leave(this.connections.requireConnectedSession(connectionToken).contacts.at(-1)!.contactId));
  }

  private connectCalls(turn: Turn, customer: string, request: ChatRequest): ConnectCalls {
    const errorOf = (asked: StartChatContactRequest, fate: Fate) => {
      if (fate !== 'refused') return Object.assign(new Error(), { name: 'TimeoutError' });
      if (asked.PersistentChat) return answeredByConnect('AccessDeniedException', 403);
      this.noteRefusedStart(asked.ClientToken!, request);
      return answeredByConnect('InvalidParameterException', 400);
    };
    const client = async (asked: StartChatContactRequest) => {
      this.clientTokens.push(asked.ClientToken!);
      return this.step(turn, async () => this.startContact(customer, asked), (fate) => errorOf(asked, fate));
    };
    return new ConnectCalls(client, new AbortController().signal);
  }

  private startContact(customer: string, asked: StartChatContactRequest) {
    try {
      const started = startChatContact(asked as ValidStartChatRequest, REGION, this.state);
      this.noteStart(asked.ClientToken!, started.ContactId!);
      return { ...started, $metadata: {} };
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      if (asked.PersistentChat) this.noteRefusal(customer);
      throw answeredByConnect(error.name, error.status);
    }
  }

  private scheduledTable(turn: Turn): SessionTable {
    const scheduled: Pick<SessionTable, 'read' | 'replace' | 'readLastSegment' | 'withDeadline'> = {
      withDeadline: () => scheduled as SessionTable,
      read: async (...args) => this.step(turn, async () => this.table.read(...args), lostByTable),
      replace: async (...args) => this.step(turn, async () => this.replace(...args), lostByTable),
      readLastSegment: async (...args) => this.step(turn, async () => this.table.readLastSegment(...args), lostByTable),
    };
    return scheduled as SessionTable;
  }

  private async replace(...args: Parameters<SessionTable['replace']>): Promise<StoredSessions | undefined> {
    const written = await this.table.replace(...args);
    if (written) this.noteWrite(written.sessions);
    return written;
  }

  private async step<T>(turn: Turn, perform: () => Promise<T>, errorOf: (fate: Fate) => Error): Promise<T> {
    return this.schedule.step(turn, { perform, failure: async (fate) => { throw errorOf(fate); } });
  }
}

function codeOf(error: unknown): string {
  if (error instanceof SessionTableError) return 'SessionsUnavailable';
  return error instanceof StartChatFailure ? error.code : 'InternalError';
}

function lostByTable(): Error {
  return new SessionTableError(new Error());
}

function answeredByConnect(name: string, httpStatusCode: number): Error {
  return Object.assign(new Error(), { name, $fault: 'client', $metadata: { httpStatusCode } });
}

function unlessDenied<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch (error) {
    if (error instanceof ConnectError && error.name === 'AccessDeniedException') return undefined;
    throw error;
  }
}
