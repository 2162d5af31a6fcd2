import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { type CreateTableCommandInput, CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** They open nothing but this process. */
const CREDENTIALS = { accessKeyId: 'LOCALTABLEKEY', secretAccessKey: 'local-table-secret' };

/** A stand-in for DynamoDB on 127.0.0.1 that keeps its tables in memory. It knows no IAM, and nothing expires. */
export class LocalDynamoDb {
  static async start(): Promise<LocalDynamoDb> {
    const server = requireDynalite()({ createTableMs: 0, deleteTableMs: 0 });
    await new Promise<void>((resolve, reject) => { server.once('error', reject).listen(0, '127.0.0.1', resolve); });
    return new LocalDynamoDb(server);
  }

  private constructor(private readonly server: Server) {}

  /** The value for `AWS_ENDPOINT_URL_DYNAMODB`. */
  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  client(): DynamoDBClient {
    return new DynamoDBClient({ endpoint: this.endpoint, region: 'us-east-1', credentials: CREDENTIALS });
  }

  async createTable(table: CreateTableCommandInput): Promise<void> {
    const client = this.client();
    await client.send(new CreateTableCommand({ ...table, BillingMode: 'PAY_PER_REQUEST' }));
    client.destroy();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => { this.server.close(resolve); });
  }
}

/** Only an app with a table needs it, so the packed command does not hold it. */
function requireDynalite(): typeof import('dynalite') {
  try {
    return createRequire(__filename)('dynalite') as typeof import('dynalite');
  } catch (error) {
    throw new Error('The app has a table, and DynamoDB is played by dynalite: npm install --save-dev dynalite', { cause: error });
  }
}
