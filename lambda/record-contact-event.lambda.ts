import type { EventBridgeEvent } from 'aws-lambda';
import { ContactEventDetail, IncompleteEvent, readEndedSegment } from './sessions/contact-event';
import { createDynamoDbClient } from './sessions/dynamodb';
import { SessionTable } from './sessions/session-table';
import { readSessionTableSettings } from './sessions/settings';

const settings = readSessionTableSettings(process.env);
const table = new SessionTable(createDynamoDbClient(settings.tableName, process.env), settings);

/** Stores the last conversation segment of each session. A failure goes back to Lambda, which tries again. */
export async function handler({ detail }: EventBridgeEvent<string, ContactEventDetail>): Promise<void> {
  const segment = readEndedSegment(detail);
  if (!segment) return;
  if ('missingField' in segment) warnOfDroppedEvent(segment);
  else await table.storeSegment(segment, Date.now());
}

/** FROM_SEGMENT may then continue a past chat up to an earlier segment. Without the warning, nobody would notice. */
function warnOfDroppedEvent({ missingField }: IncompleteEvent): void {
  const message = 'Contact event dropped: a field is missing or has no valid value';
  process.stdout.write(`${JSON.stringify({ level: 'WARN', message, missingField, droppedEvents: 1 })}\n`);
}
