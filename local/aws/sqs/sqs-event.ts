import { createHash } from 'node:crypto';
import type { SQSEvent } from 'aws-lambda';
import type { ReceivedMessage } from './queue';

/** SQS puts the id of the sender's role here. */
const SENDER_ID = 'AROALOCALSENDER';

/** Builds the event of https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export function buildSqsEvent(messages: readonly ReceivedMessage[], queueArn: string): SQSEvent {
  const [, , , region] = queueArn.split(':');
  return {
    Records: messages.map(({ id, receiptHandle, body, receiveCount, sentAt, firstReceivedAt }) => ({
      messageId: id,
      receiptHandle,
      body,
      attributes: {
        ApproximateReceiveCount: `${receiveCount}`,
        SentTimestamp: `${sentAt}`,
        SenderId: SENDER_ID,
        ApproximateFirstReceiveTimestamp: `${firstReceivedAt}`,
      },
      messageAttributes: {},
      md5OfBody: createHash('md5').update(body).digest('hex'),
      eventSource: 'aws:sqs',
      eventSourceARN: queueArn,
      awsRegion: region,
    })),
  };
}
