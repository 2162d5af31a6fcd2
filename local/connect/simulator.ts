/**
 * Stands in for Amazon Connect and its participant service on this machine. It answers Connect's operations for chats and the
 * calls of chat clients as AWS documents them; `assumptions.ts` lists what AWS does not document. It does not check IAM permissions.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { answerConnect, type ConnectState, type LimitedConnectOperation } from './connect-api';
import { type Assumptions, DEFAULT_ASSUMPTIONS } from './contact-centre/assumptions';
import { ClientTokens } from './contact-centre/client-tokens';
import { Clock } from './contact-centre/clock';
import { toContactEvent } from './contact-centre/contact-event';
import { ContactEventDelivery, type ContactEventSubscriber } from './contact-centre/contact-event-delivery';
import { Contacts } from './contact-centre/contacts';
import { CustomerExit } from './contact-centre/customer-exit';
import { DisconnectFlow } from './contact-centre/disconnect-flow';
import { parseInstance } from './contact-centre/instance';
import { recordSessionEvents } from './contact-centre/session-events';
import { Transcripts } from './contact-centre/transcripts';
import { answerControl, CONTROL_PATH } from './control-api';
import { type Fault, type FaultAnswer, Faults } from './faults';
import { ChatSockets, WEBSOCKET_PATH } from './participant/chat-sockets';
import { answerParticipant, PARTICIPANT_PATH } from './participant/participant-api';
import { ParticipantConnections } from './participant/participant-connections';
import type { LimitedOperation, ParticipantState } from './participant/participant-operations';
import { toErrorAnswer, type HttpAnswer, type HttpRequest, toJsonAnswer, readRequest } from './protocol/http-exchange';
import { DEFAULT_QUOTAS, type QuotaLimits, Quotas } from './start-chat/quotas';
import { LoopbackServer } from '../http/loopback-server';
import { isFromProgram } from '../http/request-source';
import { type RateLimit, TokenBucket } from '../http/token-bucket';
import { SourceContacts } from './rehydration/source-contacts';

/** The administrator guide says to wait 30 to 60 seconds. */
const TRANSCRIPT_DELAY_SECONDS = 45;

/** Limits of an instance: https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html */
const PARTICIPANT_RATES: Record<LimitedOperation, RateLimit> = {
  CreateParticipantConnection: { requestsPerSecond: 6, burst: 9 },
  GetTranscript: { requestsPerSecond: 8, burst: 12 },
};

/** Limits of an account in a Region, for all its instances. */
const CONNECT_RATES: Record<LimitedConnectOperation, RateLimit> = {
  CreatePersistentContactAssociation: { requestsPerSecond: 5, burst: 8 },
  DescribeContact: { requestsPerSecond: 10, burst: 15 },
};

export interface ConnectSimulatorOptions {
  /** Requests must be signed for the ARN's Region. */
  readonly instanceArn: string;
  readonly contactFlowIds: readonly string[];

  /** Time from the end of a contact until its transcript is written. @default 45 */
  readonly transcriptDelaySeconds?: number;

  /** Whether the disconnect flow asks a question when `DisconnectOnCustomerExit` has disconnected the agent. @default true */
  readonly surveysCustomersWhoLeave?: boolean;
  readonly clock?: Clock;
  readonly quotas?: Partial<QuotaLimits>;
  readonly connectRates?: Partial<Record<LimitedConnectOperation, RateLimit>>;
  readonly participantRates?: Partial<Record<LimitedOperation, RateLimit>>;
  readonly assumptions?: Partial<Assumptions>;

  /** Called with each contact event, in EventBridge's envelope. */
  readonly onContactEvent?: ContactEventSubscriber;

  /** @default - any free port */
  readonly port?: number;
}

/** A request to Connect, as received. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;

  /** The response. Not set before it is sent, and never set when the client gets no response. */
  answer?: { readonly status: number; readonly error?: string };
}

export class ConnectSimulator {
  static async start(options: ConnectSimulatorOptions): Promise<ConnectSimulator> {
    const simulator = new ConnectSimulator(options);
    await simulator.server.listen(options.port);
    return simulator;
  }

  readonly clock: Clock;
  readonly contacts: Contacts;
  readonly transcripts: Transcripts;
  readonly disconnectFlow: DisconnectFlow;
  readonly contactEvents: ContactEventDelivery;

  /** All requests to Connect so far, oldest first. */
  readonly requests: ReceivedRequest[] = [];

  private readonly assumptions: Assumptions;
  private readonly faults = new Faults();
  private readonly participantFaults = new Faults();
  private readonly state: ConnectState;
  private readonly participants: ParticipantState;
  private readonly sockets: ChatSockets;
  private readonly server: LoopbackServer;

  private constructor(options: ConnectSimulatorOptions) {
    this.clock = options.clock ?? new Clock();
    this.assumptions = { ...DEFAULT_ASSUMPTIONS, ...options.assumptions };
    this.contacts = new Contacts(this.clock);
    this.transcripts = new Transcripts(this.contacts, this.clock, options.transcriptDelaySeconds ?? TRANSCRIPT_DELAY_SECONDS);
    this.disconnectFlow = new DisconnectFlow(this.contacts, this.transcripts, options.surveysCustomersWhoLeave);
    this.contactEvents = new ContactEventDelivery(options.onContactEvent ?? (() => undefined));
    this.contacts.onChange((change) => this.contactEvents.send(toContactEvent(change, options.instanceArn, this.assumptions)));
    recordSessionEvents(this.contacts, this.transcripts, this.assumptions);
    this.state = this.createConnectState(options);
    this.participants = this.createParticipantState(options);
    this.sockets = new ChatSockets(this.contacts, this.transcripts, this.participants.connections, this.assumptions);
    const server = createServer((message, response) => void this.serve(message, response));
    server.on('upgrade', (message, socket, head) => this.sockets.accept(message, socket, head));
    this.server = new LoopbackServer(server);
  }

  /** The URL for `AWS_ENDPOINT_URL_CONNECT` and `AWS_ENDPOINT_URL_CONNECTPARTICIPANT`, and for ChatJS's `endpoint`. */
  get endpoint(): string {
    return this.server.origin;
  }

  /** Makes the next requests to Connect fail. */
  failNext(fault: Fault, times = 1): void {
    this.faults.add(fault, times);
  }

  /** Answers the next requests to the participant service, from clients and functions, with this instead. */
  failNextParticipant(fault: FaultAnswer, times = 1): void {
    this.participantFaults.add(fault, times);
  }

  /** Takes the subscriptions of websockets late from now on: what is said meanwhile does not reach them. */
  delaySubscriptions(ms: number): void {
    this.sockets.delaySubscriptions(ms);
  }

  async close(): Promise<void> {
    this.sockets.closeAll();
    await this.server.close();
  }

  private async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(message);
    if (!request) return;
    if (request.path.startsWith(`${CONTROL_PATH}/`)) {
      return send(response, isFromProgram(message) ? await answerControl(request, this) : toJsonAnswer(403, { error: 'Only programs can use this path, not web pages. Call it at 127.0.0.1 or localhost.' }));
    }
    if (request.path.startsWith(`${PARTICIPANT_PATH}/`)) return send(response, this.answerParticipant(request));

    const received: ReceivedRequest = { ...request };
    this.requests.push(received);
    const fault = this.faults.next();
    if (fault === 'hang') return;
    if (fault === 'reset') return void message.socket.resetAndDestroy();

    const answer = typeof fault === 'object' ? toFaultAnswer(fault) : answerConnect(request, this.state);
    if (fault === 'loseAnswer') return void message.socket.resetAndDestroy();
    received.answer = { status: answer.status, error: answer.headers['x-amzn-ErrorType'] };
    send(response, answer);
  }

  private createConnectState({ instanceArn, contactFlowIds, quotas, connectRates }: ConnectSimulatorOptions): ConnectState {
    const { clientTokenSeconds } = this.assumptions;
    return {
      instance: parseInstance(instanceArn, contactFlowIds),
      assumptions: this.assumptions,
      contacts: this.contacts,
      transcripts: this.transcripts,
      sources: new SourceContacts(this.contacts, this.transcripts, this.assumptions),
      clientTokens: new ClientTokens(this.clock, clientTokenSeconds),
      associationTokens: new ClientTokens(this.clock, clientTokenSeconds),
      quotas: new Quotas({ ...DEFAULT_QUOTAS, ...quotas }, this.contacts, this.clock),
      connectRates: this.createBuckets({ ...CONNECT_RATES, ...connectRates }),
    };
  }

  private createParticipantState({ participantRates }: ConnectSimulatorOptions): ParticipantState {
    return {
      contacts: this.contacts,
      transcripts: this.transcripts,
      connections: new ParticipantConnections(this.contacts, this.clock, this.assumptions),
      disconnectFlow: this.disconnectFlow,
      customerExit: new CustomerExit(this.contacts, this.transcripts, this.disconnectFlow, this.assumptions),
      assumptions: this.assumptions,
      rates: this.createBuckets({ ...PARTICIPANT_RATES, ...participantRates }),
      sent: new Map(),
      websocketUrl: (token) => `${this.endpoint.replace('http:', 'ws:')}${WEBSOCKET_PATH}?token=${token}`,
    };
  }

  private createBuckets<T extends string>(rates: Record<T, RateLimit>): Record<T, TokenBucket> {
    const entries = Object.entries<RateLimit>(rates).map(([operation, rate]) => [operation, new TokenBucket(rate, () => this.clock.now())]);
    return Object.fromEntries(entries) as Record<T, TokenBucket>;
  }

  private answerParticipant(request: HttpRequest): HttpAnswer {
    const fault = this.participantFaults.next();
    return typeof fault === 'object' ? toFaultAnswer(fault) : answerParticipant(request, this.participants);
  }
}

function toFaultAnswer({ status, error, body }: FaultAnswer): HttpAnswer {
  if (body !== undefined) return { status, headers: { 'Content-Type': 'text/html' }, body };
  return toErrorAnswer(status, error ?? 'InternalServiceException', 'A simulated fault');
}

function send(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  response.writeHead(status, headers).end(body);
}
