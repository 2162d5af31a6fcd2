import { createRequire } from 'node:module';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { LoopbackServer } from '../../http/loopback-server';

// dynalite requires a signature, but does not check it. The SDK's client for this one call would be a third of the command's bundle.
const CREATE_TABLE = {
  'Content-Type': 'application/x-amz-json-1.0',
  'X-Amz-Target': 'DynamoDB_20120810.CreateTable',
  'X-Amz-Date': '20260101T000000Z',
  'Authorization': 'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none',
};

/** Stands in for DynamoDB: dynalite on 127.0.0.1, with its tables in memory. It does not check IAM permissions, and items do not expire. */
export class LocalDynamoDb {
  static async start(): Promise<LocalDynamoDb> {
    const server = new LoopbackServer(requireDynalite()({ createTableMs: 0, deleteTableMs: 0 }));
    await server.listen();
    return new LocalDynamoDb(server);
  }

  private constructor(private readonly server: LoopbackServer) {}

  /** The value for `AWS_ENDPOINT_URL_DYNAMODB`. */
  get endpoint(): string {
    return this.server.origin;
  }

  async createTable(table: CreateTableCommandInput): Promise<void> {
    const body = JSON.stringify({ ...table, BillingMode: 'PAY_PER_REQUEST' });
    const answer = await fetch(this.endpoint, { method: 'POST', headers: CREATE_TABLE, body });
    if (!answer.ok) throw new Error(`dynalite did not create the table ${table.TableName}: ${await answer.text()}`);
  }

  async close(): Promise<void> {
    await this.server.close();
  }
}

/** Only an app with a table needs dynalite, so it is not in the command's bundle. */
function requireDynalite(): typeof import('dynalite') {
  try {
    return createRequire(__filename)('dynalite') as typeof import('dynalite');
  } catch (error) {
    throw new Error('The app has a DynamoDB table. To run it on this machine, install dynalite: npm install --save-dev dynalite', { cause: error });
  }
}
