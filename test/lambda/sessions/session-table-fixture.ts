import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SessionTable } from '../../../lambda/sessions/session-table';
import { LocalDynamoDb } from '../../../local/dynamodb/local-dynamo-db';

const TABLE_NAME = 'Sessions';
export const HISTORY_SECONDS = 1000;

/** The real adapter on an embedded DynamoDB. */
export async function startSessionTable() {
  const dynamoDb = await LocalDynamoDb.start();
  const client = new DynamoDBClient({
    endpoint: dynamoDb.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'LOCALTABLEKEY', secretAccessKey: 'local-table-secret' },
  });
  await dynamoDb.createTable({
    TableName: TABLE_NAME,
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  });
  return {
    client,
    endpoint: dynamoDb.endpoint,
    tableName: TABLE_NAME,
    table: new SessionTable(client, { tableName: TABLE_NAME, historySeconds: HISTORY_SECONDS }),
    close: async () => {
      client.destroy();
      await dynamoDb.close();
    },
  };
}
