import { createHash } from 'node:crypto';
import type { Queue } from './queue';
import { SqsError } from './sqs-error';

export type Request = Readonly<Record<string, unknown>>;
type Operation = (request: Request, queue: Queue, now: number) => object;

const MAX_DELAY_SECONDS = 900;
const MAX_VISIBILITY_SECONDS = 12 * 60 * 60;
const SEND_PARAMETERS = ['QueueUrl', 'MessageBody', 'DelaySeconds'];

/** The simulated operations of https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html, by name. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  SendMessage: (request, queue) => {
    const other = Object.keys(request).find((name) => !SEND_PARAMETERS.includes(name));
    if (other) throw new SqsError('InvalidParameterValue', `The parameter ${other} is not simulated on this machine.`);
    const body = requireText(request, 'MessageBody');
    const { maxMessageBytes } = queue.definition;
    if (Buffer.byteLength(body) > maxMessageBytes) {
      throw new SqsError('InvalidParameterValue', `One or more parameters are invalid. Reason: Message must be shorter than ${maxMessageBytes} bytes.`);
    }
    const { id } = queue.send(body, readSeconds(request, 'DelaySeconds', MAX_DELAY_SECONDS));
    return { MessageId: id, MD5OfMessageBody: createHash('md5').update(body).digest('hex') };
  },

  ChangeMessageVisibility: (request, queue, now) => {
    const receiptHandle = requireText(request, 'ReceiptHandle');
    const seconds = readSeconds(request, 'VisibilityTimeout', MAX_VISIBILITY_SECONDS);
    if (seconds === undefined) throw missingParameter('VisibilityTimeout');
    const received = queue.findReceived(receiptHandle);
    if (!received) throw new SqsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.');
    if (!received.inFlight) throw new SqsError('MessageNotInflight', 'The message is not in flight.');
    if (now + seconds * 1000 > received.message.receivedAt + MAX_VISIBILITY_SECONDS * 1000) {
      throw invalidValue('VisibilityTimeout', seconds, `Total VisibilityTimeout for the message is beyond the limit [${MAX_VISIBILITY_SECONDS} seconds].`);
    }
    queue.changeVisibility(receiptHandle, seconds);
    return {};
  },

  GetQueueAttributes: (request, queue) => {
    const names = Array.isArray(request.AttributeNames) ? request.AttributeNames : [];
    const chosen = Object.entries(describe(queue)).filter(([name, value]) => value !== undefined && (names.includes('All') || names.includes(name)));
    return { Attributes: Object.fromEntries(chosen) };
  },
};

function describe(queue: Queue): Record<string, string | undefined> {
  const { definition } = queue;
  const { visible, inFlight, delayed } = queue.count();
  return {
    QueueArn: definition.arn,
    ApproximateNumberOfMessages: `${visible}`,
    ApproximateNumberOfMessagesNotVisible: `${inFlight}`,
    ApproximateNumberOfMessagesDelayed: `${delayed}`,
    DelaySeconds: `${definition.delaySeconds}`,
    VisibilityTimeout: `${definition.visibilityTimeoutSeconds}`,
    MessageRetentionPeriod: `${definition.retentionSeconds}`,
    MaximumMessageSize: `${definition.maxMessageBytes}`,
    RedrivePolicy: definition.redrivePolicy && JSON.stringify(definition.redrivePolicy),
  };
}

function requireText(request: Request, name: string): string {
  const value = request[name];
  if (typeof value !== 'string' || value === '') throw missingParameter(name);
  return value;
}

function readSeconds(request: Request, name: string, max: number): number | undefined {
  const value = request[name];
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max) return value;
  throw invalidValue(name, value, `Must be an integer from 0 to ${max}.`);
}

function missingParameter(name: string): SqsError {
  return new SqsError('MissingParameter', `The request must contain the parameter ${name}.`);
}

function invalidValue(name: string, value: unknown, reason: string): SqsError {
  return new SqsError('InvalidParameterValue', `Value ${JSON.stringify(value)} for parameter ${name} is invalid. Reason: ${reason}`);
}
