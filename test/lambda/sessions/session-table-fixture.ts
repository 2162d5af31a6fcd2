import type { UpdateItemInput } from '@aws-sdk/client-dynamodb';
import { HeldCalls, forward } from './held-calls';
import { createDynamoDbClient } from '../../../lambda/sessions/dynamodb';
import { SessionTable } from '../../../lambda/sessions/session-table';
import { LocalDynamoDb } from '../../../local/aws/dynamodb/local-dynamo-db';

const TABLE_NAME = 'Sessions';
/** Longer than a chat runs and a lease is kept, so that it is at least 8 days. */
export const HISTORY_SECONDS = 10 * 24 * 60 * 60;

/** The real adapter on an embedded DynamoDB. */
export async function startSessionTable() {
  const dynamoDb = await LocalDynamoDb.start();
  await dynamoDb.createTable({
    TableName: TABLE_NAME,
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  });
  return {
    endpoint: dynamoDb.endpoint,
    tableName: TABLE_NAME,
    /** The variables of a function that uses the table. */
    environment: { AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.endpoint, SESSION_TABLE_NAME: TABLE_NAME, SESSION_HISTORY_SECONDS: `${HISTORY_SECONDS}` },
    table: tableAt(dynamoDb.endpoint),
    close: async () => dynamoDb.close(),
  };
}

/** The table of that endpoint through a relay that sees each call, and loses answers, or calls, when it is told to. */
export async function watchSessionTable(endpoint: string) {
  const calls = await HeldCalls.listen();
  const watched = {
    operations: [] as string[],
    requests: [] as UpdateItemInput[],
    endpoint: calls.endpoint('watched', 'dynamodb'),
    losesNextAnswer: false,
    hangs: false,
    table: tableAt(calls.endpoint('watched', 'dynamodb')),
    close: async () => calls.close(),
  };
  calls.hold('watched', async ({ request, answer }) => {
    const isLost = watched.losesNextAnswer;
    watched.losesNextAnswer = false;
    watched.operations.push(String(request.headers['x-amz-target']).split('.')[1]);
    watched.requests.push(JSON.parse(request.body) as UpdateItemInput);
    if (watched.hangs) return;
    const answered = await forward(endpoint, request);
    answer(isLost ? undefined : answered);
  });
  return watched;
}

function tableAt(endpoint: string) {
  const dynamoDb = createDynamoDbClient(TABLE_NAME, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'LOCALTABLEKEY',
    AWS_SECRET_ACCESS_KEY: 'local-table-secret',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  });
  return new SessionTable(dynamoDb, { tableName: TABLE_NAME, historySeconds: HISTORY_SECONDS });
}
