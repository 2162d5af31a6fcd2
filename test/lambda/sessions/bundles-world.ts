import type { StartChatContactRequest, StartChatContactResponse } from '@aws-sdk/client-connect';
import { Answer, ChatRequest, ChatWorld, TRANSCRIPT_SECONDS } from './chat-world';
import { Environment, ExecutionEnvironments } from './execution-environments';
import { HeldCall, forward } from './held-calls';
import { Fate, Step, Turn } from './schedule';
import type { CustomerSessions } from '../../../lambda/sessions/customer-sessions';
import type { ContactEvent } from '../../../local/connect/contact-centre/contact-event';
import { HttpAnswer, toErrorAnswer, toJsonAnswer } from '../../../local/connect/protocol/http-exchange';
import { ConnectSimulator } from '../../../local/connect/simulator';
import { FLOW_ID, INSTANCE_ARN } from '../start-chat/fixtures';

const UNLIMITED = { requestsPerSecond: 1e9, burst: 1e9 };

interface Body {
  readonly data: {
    readonly startChatResult?: { readonly ContactId: string; readonly ParticipantToken: string; readonly ContinuedFromContactId?: string };
    readonly persistentChat?: { readonly outcome: NonNullable<Answer['chat']>['outcome'] };
    readonly Error?: { readonly code: string };
  };
}

/** The shipped bundles in processes of their own, against the simulator, over HTTP. Each of their calls is a step. */
export class BundlesWorld extends ChatWorld {
  static async start(environments: ExecutionEnvironments): Promise<BundlesWorld> {
    const simulator = await ConnectSimulator.start({
      instanceArn: INSTANCE_ARN,
      contactFlowIds: [FLOW_ID],
      transcriptDelaySeconds: TRANSCRIPT_SECONDS,
      quotas: { ...UNLIMITED, concurrentChats: 1e9 },
      participantRates: { CreateParticipantConnection: UNLIMITED },
    });
    return new BundlesWorld(environments, simulator);
  }

  private readonly busy = new Map<Environment, number>();

  private constructor(private readonly environments: ExecutionEnvironments, private readonly simulator: ConnectSimulator) {
    super(simulator.clock, simulator.contacts);
  }

  advance(seconds: number): void {
    super.advance(seconds);
    this.busy.forEach((skewSeconds, environment) => this.setClock(environment, skewSeconds));
  }

  async deliver(event: ContactEvent): Promise<void> {
    await this.environments.record(event);
  }

  async close(): Promise<void> {
    await this.simulator.close();
  }

  protected async serve(turn: Turn, customer: string, request: ChatRequest, skewSeconds: number): Promise<Answer | undefined> {
    const environment = await this.environments.acquire();
    this.busy.set(environment, skewSeconds);
    this.setClock(environment, skewSeconds);
    const result = await environment.invoke(
      { body: bodyOf(customer, request), authorizer: { claims: { iss: 'https://issuer.example.com', sub: `${this.id}-${customer}` } } },
      (call) => this.hold(turn, call, environment, customer, request),
    );
    this.busy.delete(environment);
    if ('crash' in result && result.crash === 'killed') return undefined;
    if ('crash' in result) return { customer, request, failure: 'InternalError', error: new Error(result.crash) };
    this.environments.release(environment);
    const { data: { startChatResult: started, persistentChat, Error: failed } } = JSON.parse(result.answer.body) as Body;
    if (!started) return { customer, request, failure: failed!.code, error: new Error(failed!.code) };
    const chat = {
      contactId: started.ContactId,
      participantToken: started.ParticipantToken,
      continuedFromContactId: started.ContinuedFromContactId,
      outcome: persistentChat!.outcome,
    };
    return { customer, request, chat };
  }

  protected async connect(participantToken: string): Promise<void> {
    const answer = await forward(this.simulator.endpoint, {
      method: 'POST', path: '/participant/connection', headers: { 'x-amz-bearer': participantToken }, body: '{"Type":["CONNECTION_CREDENTIALS"]}',
    });
    if (answer.status === 200) this.noteEntry(participantToken, connectionTokenOf(answer));
  }

  private hold(turn: Turn, call: HeldCall, environment: Environment, customer: string, request: ChatRequest): void {
    const step: Step<HttpAnswer | undefined> = {
      perform: async () => this.perform(call, customer),
      failure: async (fate) => {
        if (fate === 'refused') this.noteFailure(call, request);
        return failureOf(call, fate);
      },
      crash: async () => this.environments.kill(environment),
    };
    call.onGone(() => this.schedule.leave(turn, step));
    void this.schedule.step(turn, step).then(call.answer);
  }

  private async perform(call: HeldCall, customer: string): Promise<HttpAnswer> {
    const { service, request } = call;
    if (service === 'pause') return toJsonAnswer(200, {});
    const answer = await forward(service === 'dynamodb' ? this.environments.store.endpoint : this.simulator.endpoint, request);
    if (service === 'participant' && request.path.endsWith('/connection') && answer.status === 200) this.noteEntry(bearerOf(call), connectionTokenOf(answer));
    if (service === 'connect' && answer.status >= 400 && continuesChat(call)) this.noteRefusal(customer);
    if (service === 'connect' && answer.status === 200) this.noteStart(clientTokenOf(call), (JSON.parse(answer.body) as StartChatContactResponse).ContactId!);
    if (service === 'dynamodb' && answer.status === 200 && request.headers['x-amz-target'] === 'DynamoDB_20120810.PutItem') {
      const { Item } = JSON.parse(request.body) as { Item: { sessions: { S: string } } };
      this.noteWrite(JSON.parse(Item.sessions.S) as CustomerSessions);
    }
    return answer;
  }

  private noteFailure(call: HeldCall, request: ChatRequest): void {
    if (call.service === 'participant') this.noteNoAnswer(bearerOf(call), request);
    if (call.service === 'connect' && !continuesChat(call)) this.noteRefusedStart(clientTokenOf(call), request);
  }

  private setClock(environment: Environment, skewSeconds: number): void {
    environment.setClock(this.clock.now() - Date.now() + skewSeconds * 1000);
  }
}

function bodyOf(customer: string, { rehydrationType, startsNew, sourceContactId, chatMinutes }: ChatRequest): object {
  return {
    ParticipantDetails: { DisplayName: customer },
    ChatDurationInMinutes: chatMinutes,
    PersistentChat: { RehydrationType: rehydrationType, SourceContactId: sourceContactId, Start: startsNew ? 'NEW' : undefined },
  };
}

function continuesChat({ request }: HeldCall): boolean {
  return request.body.includes('"PersistentChat"');
}

function clientTokenOf({ request }: HeldCall): string {
  return (JSON.parse(request.body) as StartChatContactRequest).ClientToken!;
}

function bearerOf({ request }: HeldCall): string {
  return String(request.headers['x-amz-bearer']);
}

function connectionTokenOf({ body }: HttpAnswer): string {
  return (JSON.parse(body) as { ConnectionCredentials: { ConnectionToken: string } }).ConnectionCredentials.ConnectionToken;
}

function htmlAnswer(status: number): HttpAnswer {
  return { status, headers: { 'Content-Type': 'text/html' }, body: '<html><body>No.</body></html>' };
}

/** An answer that is final, or, when the answer is lost, none, so that the call is repeated. */
function failureOf(call: HeldCall, fate: Fate): HttpAnswer | undefined {
  const { service } = call;
  if (service === 'pause') return toJsonAnswer(200, {});
  if (fate === 'answerLost') return undefined;
  if (service === 'connect' && fate === 'fails') return toErrorAnswer(429, 'LimitExceededException', '');
  if (service === 'connect') return continuesChat(call) ? toErrorAnswer(403, 'AccessDeniedException', '') : toErrorAnswer(400, 'InvalidParameterException', '');
  // A page of something on the way to Connect, and an answer that is neither a refusal nor one to ask for again.
  if (service === 'participant') return fate === 'refused' ? htmlAnswer(403) : htmlAnswer(300);
  return { ...toJsonAnswer(400, { __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException' }), headers: { 'Content-Type': 'application/x-amz-json-1.0' } };
}
