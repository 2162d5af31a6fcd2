import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { LocalDynamoDb } from './local-dynamo-db';
import type { Template, TemplateResource } from '../template/template';

const TABLE_TYPES = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'];

export interface StartedTables {
  /** The value for `AWS_ENDPOINT_URL_DYNAMODB`: an app without tables gets one where nobody listens. */
  readonly endpoint: string;
  close(): Promise<void>;
}

/** The template's tables, as far as their keys go: empty, and gone when closed. */
export async function startTables(template: Template): Promise<StartedTables> {
  const tables = TABLE_TYPES.flatMap((type) => template.resourcesOfType(type)).map(readTable);
  if (tables.length === 0) return { endpoint: 'http://127.0.0.1:9', close: async () => undefined };
  const dynamoDb = await LocalDynamoDb.start();
  for (const table of tables) await dynamoDb.createTable(table);
  return dynamoDb;
}

function readTable(resource: TemplateResource): CreateTableCommandInput {
  const KeySchema = resource.requiredProperty<NonNullable<CreateTableCommandInput['KeySchema']>>('KeySchema');
  const definitions = resource.requiredProperty<NonNullable<CreateTableCommandInput['AttributeDefinitions']>>('AttributeDefinitions');
  return {
    TableName: resource.property<string>('TableName') ?? resource.logicalId,
    KeySchema,
    // Those of indexes are left out, as the indexes are.
    AttributeDefinitions: definitions.filter(({ AttributeName }) => KeySchema.some((key) => key.AttributeName === AttributeName)),
  };
}
