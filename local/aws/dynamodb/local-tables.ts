import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { LocalDynamoDb } from './local-dynamo-db';
import type { Template, TemplateResource } from '../template/template';

const TABLE_TYPES = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'];
/** No server listens on this port. */
const NO_TABLES = 'http://127.0.0.1:9';

/** The DynamoDB tables of an app, with their keys but without indexes. They keep their items when the app's template changes, until they are closed. */
export class LocalTables {
  private dynamoDb?: LocalDynamoDb;
  private readonly created = new Set<string>();

  /**
   * Creates the template's tables, except those that exist already.
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
    // DynamoDB refuses attributes that no key uses, and the indexes are not created.
    AttributeDefinitions: definitions.filter(({ AttributeName }) => KeySchema.some((key) => key.AttributeName === AttributeName)),
  };
}
