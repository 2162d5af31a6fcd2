import type { CreatePersistentContactAssociationRequest, StartChatContactRequest } from '@aws-sdk/client-connect';
import { Answer, ChatRequest, ChatWorld, Delivery, TRANSCRIPT_SECONDS } from './chat-world';
import { Fate, Turn } from './schedule';
import { TryServices, tryToAttach } from '../../../lambda/attach-past-chat/try';
import type { PastChatMessage } from '../../../lambda/late-rehydration/past-chat-message';
import { findNextDelay } from '../../../lambda/late-rehydration/tries';
import { readEndedSegment } from '../../../lambda/sessions/contact-event';
import { CustomerChat } from '../../../lambda/sessions/customer-chat';
import { hashCustomer } from '../../../lambda/sessions/customer-sessions';
import { Liveness, decideSession } from '../../../lambda/sessions/decide-session';
import { resumeChat } from '../../../lambda/sessions/resume-chat';
import type { SendPastChat } from '../../../lambda/sessions/send-past-chat';
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
import { ValidDescribeContactRequest, describeContact } from '../../../local/connect/contact-record/describe-contact';
import { ParticipantConnections } from '../../../local/connect/participant/participant-connections';
import { ConnectError } from '../../../local/connect/protocol/connect-error';
import { ValidAssociationRequest, createPersistentContactAssociation } from '../../../local/connect/rehydration/persistent-contact-association';
import { SourceContacts } from '../../../local/connect/rehydration/source-contacts';
import { Quotas } from '../../../local/connect/start-chat/quotas';
import { startChatContact } from '../../../local/connect/start-chat/start-chat-contact';
import { ValidStartChatRequest } from '../../../local/connect/start-chat/start-chat-request';
import { FLOW_ID, INSTANCE_ARN, INSTANCE_ID, SETTINGS } from '../start-chat/fixtures';

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
    const contacts = new Contacts(clock);
    const transcripts = new Transcripts(contacts, clock, TRANSCRIPT_SECONDS);
    super(clock, contacts, transcripts);
    this.connections = new ParticipantConnections(this.contacts, clock, DEFAULT_ASSUMPTIONS);
    this.customerExit = new CustomerExit(this.contacts, transcripts, new DisconnectFlow(this.contacts, transcripts), DEFAULT_ASSUMPTIONS);
    this.state = {
      instance: { instanceArn: INSTANCE_ARN, instanceId: INSTANCE_ID, region: REGION, contactFlowIds: [FLOW_ID] },
      assumptions: DEFAULT_ASSUMPTIONS,
      associationTokens: new ClientTokens(clock, DEFAULT_ASSUMPTIONS.clientTokenSeconds),
      contacts: this.contacts,
      transcripts,
      sources: new SourceContacts(this.contacts, transcripts, DEFAULT_ASSUMPTIONS),
      clientTokens: new ClientTokens(clock, DEFAULT_ASSUMPTIONS.clientTokenSeconds),
      quotas: new Quotas({ requestsPerSecond: 1e9, burst: 1e9, concurrentChats: 1e9 }, this.contacts, clock),
    };
  }

  protected async record({ detail }: ContactEvent): Promise<void> {
    const segment = readEndedSegment(detail);
    if (segment && 'contactId' in segment) await this.table.storeSegment(segment, this.clock.now());
  }

  protected async forgetCustomer(customer: string): Promise<void> {
    await this.table.forget(this.keyOf(customer));
  }

  keyOf(customer: string): string {
    return hashCustomer(this.id, customer);
  }

  async close(): Promise<void> {}

  protected async serve(turn: Turn, customer: string, request: ChatRequest, skewSeconds: number): Promise<Answer> {
    const sendPastChat: SendPastChat = async (message) => this.schedule.step(turn, {
      perform: async () => {
        this.messages.push({ body: message, tries: 0 });
        return true;
      },
      failure: async () => false,
    });
    const services = {
      table: this.scheduledTable(turn),
      participants: {
        connect: async (token: string) => {
          this.probes += 1;
          const perform = async () => this.connect(token);
          return this.schedule.step<Liveness>(turn, { perform, failure: async (fate) => this.refuse(fate, token, request) });
        },
        disconnect: async (token: string) => {
          const perform = async () => this.disconnect(token);
          await this.schedule.step<unknown>(turn, { perform, failure: async (fate) => this.refuse(fate, token, request) });
        },
      },
      sendPastChat,
      now: () => this.clock.now() + skewSeconds * 1000,
    };
    const key = this.keyOf(customer);
    const chat = request.resumesOnly ? resumeChat(key, services) : new CustomerChat(key, {
      ...services,
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
      pause: async () => this.step(turn, async () => undefined, lostByTable),
    }).startOrResume();
    return chat.then(
      (started) => ({ customer, request, chat: started }),
      (error: unknown) => ({ customer, request, failure: codeOf(error), error }),
    );
  }

  protected async attach(turn: Turn, message: PastChatMessage, tries: number): Promise<Delivery> {
    const table = this.scheduledTable(turn);
    const call = async (_: unknown, asked: object) => {
      const errorOf = (fate: Fate) => (fate === 'refused' ? answeredByConnect('InvalidRequestException', 400) : Object.assign(new Error(), { name: 'TimeoutError' }));
      return this.step(turn, async () => this.askConnect(turn, asked), errorOf);
    };
    const services: TryServices = { connect: { call: call as TryServices['connect']['call'] }, instanceId: INSTANCE_ID, table, now: () => this.clock.now() };
    const nextDelay = findNextDelay(tries);
    try {
      const { outcome } = await tryToAttach(message, tries, nextDelay === undefined, services);
      if (outcome !== 'NOT_YET' || nextDelay === undefined) return 'DONE';
      await this.step(turn, async () => undefined, lostByTable);
    } catch (error) {
      if (!(error instanceof SessionTableError)) this.violations.push(`the function that attaches past chats failed with ${String(error)}`);
    }
    return 'AGAIN';
  }

  private async askConnect(turn: Turn, asked: object): Promise<object> {
    try {
      if ('ContactId' in asked) return describeContact(asked as ValidDescribeContactRequest, REGION, this.state);
      const { InitialContactId, SourceContactId } = asked as CreatePersistentContactAssociationRequest;
      this.noteAttempt(turn, InitialContactId!, SourceContactId!);
      return createPersistentContactAssociation(asked as ValidAssociationRequest, REGION, this.state);
    } catch (error) {
      throw error instanceof ConnectError ? answeredByConnect(error.name, error.status) : error;
    }
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
    const scheduled: Pick<SessionTable, 'read' | 'replace' | 'readLastSegment' | 'changePending' | 'withDeadline'> = {
      withDeadline: () => scheduled as SessionTable,
      read: async (...args) => this.step(turn, async () => this.table.read(...args), lostByTable),
      replace: async (...args) => this.step(turn, async () => this.replace(...args), lostByTable),
      changePending: async (...args) => this.step(turn, async () => this.table.changePending(...args), lostByTable),
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
