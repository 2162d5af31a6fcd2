import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { attachPastChat } from './attach-past-chat/attach';
import { logTry } from './attach-past-chat/log';
import { readAttachSettings } from './attach-past-chat/settings';
import { PastChatMessage } from './late-rehydration/past-chat-message';
import { openPastChatQueue } from './late-rehydration/past-chat-queue';
import { findNextDelay } from './late-rehydration/tries';
import { createConnectClient } from './start-chat/connect/client';

const settings = readAttachSettings(process.env);
const connect = createConnectClient(settings.region, process.env);
const queue = openPastChatQueue(settings.queueUrl, process.env);

/** Attaches past chats to running chats. A failure goes back to Lambda, and the message in the end to the dead-letter queue. */
export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const waiting = await Promise.all(Records.map(async (record) => (await isDone(record) ? [] : [{ itemIdentifier: record.messageId }])));
  return { batchItemFailures: waiting.flat() };
}

/** @returns false when the message is to be delivered again */
async function isDone({ body, receiptHandle, attributes }: SQSRecord): Promise<boolean> {
  const message = JSON.parse(body) as PastChatMessage;
  const tries = Number(attributes.ApproximateReceiveCount);
  const attached = await attachPastChat(connect, settings.instanceId, message, tries);
  const nextDelay = attached.outcome === 'ATTACHED' ? undefined : findNextDelay(tries);
  logTry(message, attached, tries, nextDelay);
  if (nextDelay === undefined) return true;
  await queue.deliverAgain(receiptHandle, nextDelay);
  return false;
}
