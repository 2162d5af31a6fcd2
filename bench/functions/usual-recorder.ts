import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { EventBridgeEvent } from 'aws-lambda';

const client = new DynamoDBClient({});

/** The first version that a team would write to store contact events: one unconditional write. */
export async function handler({ detail }: EventBridgeEvent<string, Record<'contactId' | 'initialContactId', string>>): Promise<void> {
  await client.send(new UpdateItemCommand({
    TableName: process.env.SESSION_TABLE_NAME,
    Key: { pk: { S: detail.initialContactId } },
    UpdateExpression: 'SET contactId = :contactId',
    ExpressionAttributeValues: { ':contactId': { S: detail.contactId } },
  }));
}
