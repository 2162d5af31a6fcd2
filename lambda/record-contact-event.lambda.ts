import type { EventBridgeEvent } from 'aws-lambda';
import { ContactEventDetail, readEndedSegment } from './sessions/contact-event';
import { createDynamoDbClient } from './sessions/dynamodb';
import { SessionTable } from './sessions/session-table';
import { readSessionTableSettings } from './sessions/settings';

const table = new SessionTable(createDynamoDbClient(process.env), readSessionTableSettings(process.env));

/** Stores the last conversation segment of each session. A failure goes back to Lambda, which tries again. */
export async function handler({ detail }: EventBridgeEvent<string, ContactEventDetail>): Promise<void> {
  const segment = readEndedSegment(detail);
  if (segment) await table.storeSegment(segment, Date.now());
}
