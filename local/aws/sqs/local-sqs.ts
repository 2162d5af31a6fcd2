import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { OPERATIONS, type Request } from './operations';
import { type Message, Queue } from './queue';
import { QUEUE_TYPE, type QueueDefinition, readQueue } from './queue-definition';
import { SqsError } from './sqs-error';
import { Clock } from '../../connect/contact-centre/clock';
import { LoopbackServer } from '../../http/loopback-server';
import type { Template } from '../template/template';

const TARGET_PREFIX = 'AmazonSQS.';

export interface LocalSqsOptions {
  /** Says when messages are due. @default - the machine's time */
  readonly clock?: Clock;
  /** Called with a line for each message that goes to a dead-letter queue. */
  readonly onLog?: (line: string) => void;
}

/**
 * Stands in for SQS, with standard queues in memory. They keep their messages when the app's template changes, until they are closed.
 * It requires a signature, but does not check it.
 */
export class LocalSqs {
  static async start(options: LocalSqsOptions = {}): Promise<LocalSqs> {
    const sqs = new LocalSqs(options);
    await sqs.server.listen();
    return sqs;
  }

  readonly clock: Clock;
  private readonly onLog: (line: string) => void;
  private readonly queues = new Map<string, Queue>();
  private readonly server = new LoopbackServer(createServer((request, reply) => {
    this.answer(request, reply).catch(() => reply.writeHead(500).end());
  }));

  private constructor({ clock = new Clock(), onLog = () => undefined }: LocalSqsOptions) {
    this.clock = clock;
    this.onLog = onLog;
  }

  /** The value for `AWS_ENDPOINT_URL_SQS`. */
  get endpoint(): string {
    return this.server.origin;
  }

  /**
   * Creates the template's queues. Those that exist already get the template's settings.
   *
   * @returns the logical ids of queues that are not simulated
   */
  createQueues(template: Template): readonly string[] {
    const { values, unresolved } = template.readResources(QUEUE_TYPE, (resource) => readQueue(template, resource));
    values.forEach((definition) => this.createQueue(definition));
    return unresolved.map(({ logicalId }) => logicalId);
  }

  findQueue(arn: string): Queue | undefined {
    return this.queues.get(arn);
  }

  async close(): Promise<void> {
    await this.server.close();
  }

  private createQueue(definition: QueueDefinition): void {
    const existing = this.queues.get(definition.arn);
    if (existing) existing.definition = definition;
    else this.queues.set(definition.arn, new Queue(definition, this.clock, (message) => this.moveToDeadLetters(definition.arn, message)));
  }

  private moveToDeadLetters(sourceArn: string, message: Message): void {
    const { redrivePolicy } = this.queues.get(sourceArn)!.definition;
    const target = this.queues.get(redrivePolicy!.deadLetterTargetArn);
    target?.takeOver(message);
    this.onLog(target
      ? `The message ${message.id} went to the dead-letter queue ${target.definition.name}, which holds ${target.size} now`
      : `The message ${message.id} is lost: the dead-letter queue ${redrivePolicy!.deadLetterTargetArn} is not on this machine`);
  }

  private async answer(message: IncomingMessage, reply: ServerResponse): Promise<void> {
    const body = await text(message);
    try {
      if (!message.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) throw new SqsError('MissingAuthenticationToken', 'Request is missing Authentication Token');
      send(reply, 200, this.execute(String(message.headers['x-amz-target']), JSON.parse(body) as Request));
    } catch (error) {
      if (!(error instanceof SqsError)) throw error;
      reply.setHeader('x-amzn-query-error', `${error.queryCode};Sender`);
      send(reply, error.status, { __type: error.type, message: error.message });
    }
  }

  private execute(target: string, request: Request): object {
    const name = target.startsWith(TARGET_PREFIX) ? target.slice(TARGET_PREFIX.length) : target;
    if (!Object.hasOwn(OPERATIONS, name)) throw new SqsError('UnsupportedOperation', `${name} is not simulated on this machine`);
    return OPERATIONS[name](request, this.requireQueue(request.QueueUrl), this.clock.now());
  }

  private requireQueue(url: unknown): Queue {
    const queue = [...this.queues.values()].find(({ definition }) => getPath(definition.url) === getPath(String(url)));
    if (!queue) throw new SqsError('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  }
}

/** SQS finds a queue by the path of its URL, whatever the host. */
function getPath(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).pathname : undefined;
}

function send(reply: ServerResponse, status: number, body: object): void {
  reply.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
}
