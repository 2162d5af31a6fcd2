import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { logTry } from './attach-past-chat/log';
import { readAttachSettings } from './attach-past-chat/settings';
import { tryToAttach } from './attach-past-chat/try';
import { PastChatMessage } from './late-rehydration/past-chat-message';
import { openPastChatQueue } from './late-rehydration/past-chat-queue';
import { findNextDelay } from './late-rehydration/tries';
import { createDynamoDbClient } from './sessions/dynamodb';
import { SessionTable } from './sessions/session-table';
import { createConnectClient } from './start-chat/connect/client';

const settings = readAttachSettings(process.env);
const { sessionTable } = settings;
const services = {
  connect: createConnectClient(settings.region, process.env),
  instanceId: settings.instanceId,
  table: sessionTable && new SessionTable(createDynamoDbClient(sessionTable.tableName, process.env), sessionTable),
  now: Date.now,
};
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
  const nextDelay = findNextDelay(tries);
  const tried = await tryToAttach(message, tries, nextDelay === undefined, services);
  const waits = tried.outcome === 'NOT_YET' && nextDelay !== undefined;
  logTry(message, tried, tries, waits ? nextDelay : undefined);
  if (waits) await queue.deliverAgain(receiptHandle, nextDelay);
  return !waits;
}
