import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { EventBridgeEvent } from 'aws-lambda';

const client = new DynamoDBClient({});

/** What a team writes first to keep what contact events say: one unconditional write. */
export async function handler({ detail }: EventBridgeEvent<string, Record<'contactId' | 'initialContactId', string>>): Promise<void> {
  await client.send(new UpdateItemCommand({
    TableName: process.env.SESSION_TABLE_NAME,
    Key: { pk: { S: detail.initialContactId } },
    UpdateExpression: 'SET contactId = :contactId',
    ExpressionAttributeValues: { ':contactId': { S: detail.contactId } },
  }));
}
