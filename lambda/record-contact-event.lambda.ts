import type { EventBridgeEvent } from 'aws-lambda';
import { ContactEventDetail, conversationEnded } from './sessions/contact-event';
import { readSessionTable } from './sessions/table-in-environment';

const table = readSessionTable(process.env);

/** Keeps the last conversation segment of each session. A failure goes back to Lambda, which tries again. */
export async function handler({ detail }: EventBridgeEvent<string, ContactEventDetail>): Promise<void> {
  const segment = conversationEnded(detail);
  if (segment) await table.recordConversation(segment, Date.now());
}
