import type { CreatePersistentContactAssociationRequest, StartChatContactRequest, StartChatContactResponse } from '@aws-sdk/client-connect';
import type { APIGatewayProxyResult, SQSBatchResponse } from 'aws-lambda';
import { Answer, ChatRequest, ChatWorld, Delivery, TRANSCRIPT_SECONDS } from './chat-world';
import { Bundle, Environment, ExecutionEnvironments, LambdaResult } from './execution-environments';
import { HeldCall, forward } from './held-calls';
import { Fate, Step, Turn } from './schedule';
import type { PastChatMessage } from '../../../lambda/late-rehydration/past-chat-message';
import { CustomerSessions, hashCustomer } from '../../../lambda/sessions/customer-sessions';
import type { StartedChat } from '../../../lambda/start-chat/contract/started-chat';
import type { ContactEvent } from '../../../local/connect/contact-centre/contact-event';
import { HttpAnswer, toErrorAnswer, toJsonAnswer } from '../../../local/connect/protocol/http-exchange';
import { ConnectSimulator } from '../../../local/connect/simulator';
import { RESUME_RESOURCE } from '../../../src/shared/resume-resource';
import { FLOW_ID, INSTANCE_ARN, proxyEvent } from '../start-chat/fixtures';

const ISSUER = 'https://issuer.example.com';
const UNLIMITED = { requestsPerSecond: 1e9, burst: 1e9 };

interface Body {
  readonly data: {
    readonly startChatResult?: { readonly ContactId: string; readonly ParticipantToken: string; readonly ContinuedFromContactId?: string };
    readonly persistentChat?: Pick<StartedChat, 'outcome' | 'reasonCode' | 'notContinued'>;
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
      connectRates: { CreatePersistentContactAssociation: UNLIMITED, DescribeContact: UNLIMITED },
    });
    return new BundlesWorld(environments, simulator);
  }

  private readonly busy = new Map<Environment, number>();

  private constructor(private readonly environments: ExecutionEnvironments, private readonly simulator: ConnectSimulator) {
    super(simulator.clock, simulator.contacts, simulator.transcripts);
  }

  advance(seconds: number): void {
    super.advance(seconds);
    this.busy.forEach((skewSeconds, environment) => this.setClock(environment, skewSeconds));
  }

  keyOf(customer: string): string {
    return hashCustomer(ISSUER, this.subjectOf(customer));
  }

  protected async record(event: ContactEvent): Promise<void> {
    await this.environments.record(event);
  }

  protected async forgetCustomer(customer: string): Promise<void> {
    await this.environments.forget({ issuer: ISSUER, subject: this.subjectOf(customer) });
  }

  async close(): Promise<void> {
    await this.simulator.close();
  }

  protected async serve(turn: Turn, customer: string, request: ChatRequest, skewSeconds: number): Promise<Answer | undefined> {
    const event = {
      ...proxyEvent({ body: bodyOf(customer, request), authorizer: { claims: { iss: ISSUER, sub: this.subjectOf(customer) } } }),
      resource: request.resumesOnly ? RESUME_RESOURCE : '/',
    };
    const hold = (call: HeldCall, environment: Environment) => this.hold(turn, call, environment, customer, request);
    const result = await this.invoke('start-chat', event, skewSeconds, hold);
    if (!result) return undefined;
    if ('crash' in result) return { customer, request, failure: 'InternalError', error: new Error(result.crash) };
    const { data: { startChatResult: started, persistentChat, Error: failed } } = JSON.parse((result.payload as APIGatewayProxyResult).body) as Body;
    if (!started) return { customer, request, failure: failed!.code, error: new Error(failed!.code) };
    const chat = {
      contactId: started.ContactId,
      participantToken: started.ParticipantToken,
      continuedFromContactId: started.ContinuedFromContactId,
      ...persistentChat!,
    };
    return { customer, request, chat };
  }

  protected async attach(turn: Turn, message: PastChatMessage, tries: number): Promise<Delivery | undefined> {
    const record = { messageId: 'message', receiptHandle: 'receipt', body: JSON.stringify(message), attributes: { ApproximateReceiveCount: `${tries}` } };
    const { customerName } = this.contacts.requireSession(message.contactId);
    const result = await this.invoke('attach-past-chat', { Records: [record] }, 0, (call, environment) => this.hold(turn, call, environment, customerName));
    if (!result) return undefined;
    // A call to the table or the queue has failed, or Connect has refused the function.
    if ('crash' in result && !/Exception$|^TimeoutError$/.test(result.crash)) this.violations.push(`the function that attaches past chats failed with ${result.crash}`);
    return 'payload' in result && (result.payload as SQSBatchResponse).batchItemFailures.length === 0 ? 'DONE' : 'AGAIN';
  }

  /** @returns undefined when the process was killed */
  private async invoke(
    bundle: Bundle, event: unknown, skewSeconds: number, hold: (call: HeldCall, environment: Environment) => void,
  ): Promise<LambdaResult | undefined> {
    const environment = await this.environments.acquire(bundle);
    this.busy.set(environment, skewSeconds);
    this.setClock(environment, skewSeconds);
    const result = await environment.invoke(event, (call) => hold(call, environment));
    this.busy.delete(environment);
    if ('crash' in result && result.crash === 'killed') return undefined;
    this.environments.release(environment);
    return result;
  }

  private subjectOf(customer: string): string {
    return `${this.id}-${customer}`;
  }

  protected async connect(participantToken: string): Promise<void> {
    const answer = await forward(this.simulator.endpoint, {
      method: 'POST', path: '/participant/connection', headers: { 'x-amz-bearer': participantToken }, body: '{"Type":["CONNECTION_CREDENTIALS"]}',
    });
    if (answer.status === 200) this.noteEntry(participantToken, connectionTokenOf(answer));
  }

  /** @param request absent when the call is made to attach a past chat */
  private hold(turn: Turn, call: HeldCall, environment: Environment, customer: string, request?: ChatRequest): void {
    const step: Step<HttpAnswer | undefined> = {
      perform: async () => this.perform(turn, call, customer),
      failure: async (fate) => {
        if (fate === 'refused' && request) this.noteFailure(call, request);
        return failureOf(call, fate);
      },
      crash: async () => this.environments.kill(environment),
    };
    call.onGone(() => this.schedule.leave(turn, step));
    void this.schedule.step(turn, step).then(call.answer);
  }

  private async perform(turn: Turn, call: HeldCall, customer: string): Promise<HttpAnswer> {
    const { service, request } = call;
    if (service === 'pause') return toJsonAnswer(200, {});
    if (service === 'sqs') return this.queue(request);
    if (isAssociation(call)) {
      const { SourceContactId } = JSON.parse(request.body) as CreatePersistentContactAssociationRequest;
      this.noteAttempt(turn, request.path.split('/').at(-1)!, SourceContactId!);
    }
    const answer = await forward(service === 'dynamodb' ? this.environments.store.endpoint : this.simulator.endpoint, request);
    if (service === 'participant' && request.path.endsWith('/connection') && answer.status === 200) this.noteEntry(bearerOf(call), connectionTokenOf(answer));
    if (service === 'connect' && answer.status >= 400 && continuesChat(call)) this.noteRefusal(customer);
    if (isStart(call) && answer.status === 200) this.noteStart(clientTokenOf(call), (JSON.parse(answer.body) as StartChatContactResponse).ContactId!);
    if (service === 'dynamodb' && answer.status === 200 && request.headers['x-amz-target'] === 'DynamoDB_20120810.PutItem') {
      const { Item } = JSON.parse(request.body) as { Item: { sessions: { S: string } } };
      this.noteWrite(JSON.parse(Item.sessions.S) as CustomerSessions);
    }
    return answer;
  }

  private queue({ headers, body }: HeldCall['request']): HttpAnswer {
    if (headers['x-amz-target'] === 'AmazonSQS.SendMessage') {
      const { MessageBody } = JSON.parse(body) as { readonly MessageBody: string };
      this.messages.push({ body: JSON.parse(MessageBody) as PastChatMessage, tries: 0 });
    }
    return toAwsJson(200, {});
  }

  private noteFailure(call: HeldCall, request: ChatRequest): void {
    if (call.service === 'participant') this.noteNoAnswer(bearerOf(call), request);
    if (isStart(call) && !continuesChat(call)) this.noteRefusedStart(clientTokenOf(call), request);
  }

  private setClock(environment: Environment, skewSeconds: number): void {
    environment.setClock(this.clock.now() - Date.now() + skewSeconds * 1000);
  }
}

function isStart({ service, request }: HeldCall): boolean {
  return service === 'connect' && request.path === '/contact/chat';
}

function isAssociation({ service, request }: HeldCall): boolean {
  return service === 'connect' && request.path.startsWith('/contact/persistent-contact-association/');
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
  if (service === 'connect' && !isStart(call)) return toErrorAnswer(400, 'InvalidRequestException', '');
  if (service === 'connect') return continuesChat(call) ? toErrorAnswer(403, 'AccessDeniedException', '') : toErrorAnswer(400, 'InvalidParameterException', '');
  // A page of something on the way to Connect, and an answer that is neither a refusal nor one to ask for again.
  if (service === 'participant') return fate === 'refused' ? htmlAnswer(403) : htmlAnswer(300);
  return toAwsJson(400, { __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException' });
}

function toAwsJson(status: number, body: object): HttpAnswer {
  return { ...toJsonAnswer(status, body), headers: { 'Content-Type': 'application/x-amz-json-1.0' } };
}
