import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { LocalDynamoDb } from './local-dynamo-db';
import type { Template, TemplateResource } from '../template/template';

const TABLE_TYPES = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'];
/** Nobody listens there. */
const NO_TABLES = 'http://127.0.0.1:9';

/** The tables of an app, as far as their keys go. They keep their items when the app's template changes, and go when closed. */
export class LocalTables {
  private dynamoDb?: LocalDynamoDb;
  private readonly created = new Set<string>();

  /**
   * Makes the template's tables, but for those that are there.
   *
   * @returns the value for `AWS_ENDPOINT_URL_DYNAMODB`
   */
  async createTables(template: Template): Promise<string> {
    for (const table of TABLE_TYPES.flatMap((type) => template.findResources(type)).map(readTable)) await this.createTable(table);
    return this.dynamoDb?.endpoint ?? NO_TABLES;
  }

  async close(): Promise<void> {
    await this.dynamoDb?.close();
  }

  private async createTable(table: CreateTableCommandInput): Promise<void> {
    const name = table.TableName!;
    if (this.created.has(name)) return;
    this.dynamoDb ??= await LocalDynamoDb.start();
    await this.dynamoDb.createTable(table);
    this.created.add(name);
  }
}

function readTable(resource: TemplateResource): CreateTableCommandInput {
  const KeySchema = resource.requireProperty<NonNullable<CreateTableCommandInput['KeySchema']>>('KeySchema');
  const definitions = resource.requireProperty<NonNullable<CreateTableCommandInput['AttributeDefinitions']>>('AttributeDefinitions');
  return {
    TableName: resource.readProperty<string>('TableName') ?? resource.logicalId,
    KeySchema,
    // Those of indexes are left out, as the indexes are.
    AttributeDefinitions: definitions.filter(({ AttributeName }) => KeySchema.some((key) => key.AttributeName === AttributeName)),
  };
}
