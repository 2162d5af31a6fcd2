/**
 * A stand-in for Amazon Connect on this machine: it answers StartChatContact as AWS documents it.
 * What AWS does not document is listed in `assumptions.ts`. It knows no IAM, and runs no flow.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Assumptions, DEFAULT_ASSUMPTIONS } from './assumptions';
import { ClientTokens } from './client-tokens';
import { Clock } from './clock';
import { answerConnect } from './connect-api';
import { Contacts } from './contacts';
import { answerControl, CONTROL_PATH } from './control-api';
import { type Fault, type FaultAnswer, Faults } from './faults';
import { errorAnswer, type HttpAnswer, type HttpRequest, readRequest } from './http-exchange';
import { DEFAULT_QUOTAS, type QuotaLimits, Quotas } from './quotas';
import { SourceContacts } from './source-contacts';
import type { ChatState } from './start-chat-contact';
import { Transcripts } from './transcripts';

/** Within the 30 to 60 seconds that the administrator guide says to wait. */
const TRANSCRIPT_DELAY_SECONDS = 45;

export interface ConnectSimulatorOptions {
  /** Its Region is the one that requests must be signed for. */
  readonly instanceArn: string;
  readonly contactFlowIds: readonly string[];

  /** From the end of a contact until its transcript is written. */
  readonly transcriptDelaySeconds?: number;
  readonly clock?: Clock;
  readonly quotas?: Partial<QuotaLimits>;
  readonly assumptions?: Partial<Assumptions>;

  /** @default - any free port */
  readonly port?: number;
}

/** A request to Connect as it came over the wire. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;

  /** How it was answered, once it was; unset for a request that was left hanging, or whose connection was reset. */
  answer?: { readonly status: number; readonly error?: string };
}

export class ConnectSimulator {
  static async start(options: ConnectSimulatorOptions): Promise<ConnectSimulator> {
    const simulator = new ConnectSimulator(options);
    await new Promise<void>((resolve, reject) => {
      simulator.server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
    });
    return simulator;
  }

  readonly clock: Clock;
  readonly contacts: Contacts;
  readonly transcripts: Transcripts;

  /** Every request to Connect so far, the oldest first. */
  readonly requests: ReceivedRequest[] = [];

  private readonly assumptions: Assumptions;
  private readonly faults = new Faults();
  private readonly state: ChatState;
  private readonly server: Server;

  private constructor(options: ConnectSimulatorOptions) {
    this.clock = options.clock ?? new Clock();
    this.assumptions = { ...DEFAULT_ASSUMPTIONS, ...options.assumptions };
    this.contacts = new Contacts(this.clock);
    this.transcripts = new Transcripts(this.contacts, this.clock, options.transcriptDelaySeconds ?? TRANSCRIPT_DELAY_SECONDS);
    this.state = {
      instance: { ...parseInstanceArn(options.instanceArn), contactFlowIds: options.contactFlowIds },
      contacts: this.contacts,
      transcripts: this.transcripts,
      sources: new SourceContacts(this.contacts, this.transcripts, this.assumptions),
      clientTokens: new ClientTokens(this.clock, this.assumptions.clientTokenSeconds),
      quotas: new Quotas({ ...DEFAULT_QUOTAS, ...options.quotas }, this.contacts, this.clock),
    };
    this.server = createServer((message, response) => void this.serve(message, response));
  }

  /** The value for `AWS_ENDPOINT_URL_CONNECT`. */
  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Lets the next requests to Connect fail. */
  failNext(fault: Fault, times = 1): void {
    this.faults.add(fault, times);
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(message);
    if (!request) return;
    if (request.path.startsWith(`${CONTROL_PATH}/`)) return send(response, answerControl(request, this));

    const received: ReceivedRequest = { ...request };
    this.requests.push(received);
    const fault = this.faults.next();
    if (fault === 'hang') return;
    if (fault === 'reset') return void message.socket.resetAndDestroy();

    const answer = typeof fault === 'object' ? faultAnswer(fault) : this.answer(request);
    if (fault === 'loseAnswer') return void message.socket.resetAndDestroy();
    received.answer = { status: answer.status, error: answer.headers['x-amzn-ErrorType'] };
    send(response, answer);
  }

  private answer(request: HttpRequest): HttpAnswer {
    return answerConnect(request, this.state, this.assumptions);
  }
}

function faultAnswer({ status, error, body }: FaultAnswer): HttpAnswer {
  if (body !== undefined) return { status, headers: { 'Content-Type': 'text/html' }, body };
  return errorAnswer(status, error ?? 'InternalServiceException', 'A fault that was asked for');
}

function send(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  response.writeHead(status, headers).end(body);
}

function parseInstanceArn(arn: string): { instanceId: string; region: string } {
  const match = /^arn:[^:]+:connect:([^:]+):[^:]*:instance\/([^/]+)$/.exec(arn);
  if (!match) throw new Error('instanceArn must be the ARN of a Connect instance: arn:aws:connect:REGION:ACCOUNT:instance/ID');
  return { region: match[1], instanceId: match[2] };
}
