import { ChangeMessageVisibility$, SendMessage$ } from '@aws-sdk/client-sqs';
import type { ChangeMessageVisibilityRequest, SendMessageRequest } from '@aws-sdk/client-sqs';
import { AwsJson1_0Protocol } from '@aws-sdk/core/protocols';
import { PastChatMessage } from './past-chat-message';
import { FIRST_DELAY } from './tries';
import { AwsService } from '../aws/aws-service';

const ATTEMPT_TIMEOUT_MS = 1000;
const MAX_ATTEMPTS = 2;
// With the 10 s before it less than the 12 s that a client is promised.
const SENDING_MS = 1500;

/** The queue of past chats that are to be attached. */
export class PastChatQueue {
  constructor(private readonly sqs: AwsService, private readonly queueUrl: string) {}

  /** The message is delivered when the first try is due, and at once when it comes again. */
  async send(message: PastChatMessage, deadline = AbortSignal.timeout(SENDING_MS)): Promise<void> {
    const request: SendMessageRequest = {
      QueueUrl: this.queueUrl, MessageBody: JSON.stringify(message), DelaySeconds: message.isSentAgain ? 0 : FIRST_DELAY,
    };
    await this.sqs.call(SendMessage$, request, deadline);
  }

  /** Has a message that was received delivered again after the delay, if its receiver reports that it failed. */
  async deliverAgain(receiptHandle: string, delaySeconds: number): Promise<void> {
    const request: ChangeMessageVisibilityRequest = { QueueUrl: this.queueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: delaySeconds };
    await this.sqs.call(ChangeMessageVisibility$, request);
  }
}

export function openPastChatQueue(queueUrl: string, environment: NodeJS.ProcessEnv): PastChatQueue {
  return new PastChatQueue(createSqsClient(environment), queueUrl);
}

export function createSqsClient(environment: NodeJS.ProcessEnv): AwsService {
  return new AwsService({
    name: 'sqs',
    protocol: new AwsJson1_0Protocol({ defaultNamespace: 'com.amazonaws.sqs', serviceTarget: 'AmazonSQS' }),
    maxAttempts: MAX_ATTEMPTS,
    timeoutsMs: { connection: ATTEMPT_TIMEOUT_MS, attempt: ATTEMPT_TIMEOUT_MS },
  }, environment);
}
