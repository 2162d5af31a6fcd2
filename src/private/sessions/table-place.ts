import { ArnFormat, CfnResource, Stack, aws_dynamodb as dynamodb } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** Where a table is. Either may be known at deployment only. */
export interface TablePlace {
  readonly region: string;
  readonly account: string;
}

/** Of a table that this app creates: its resource. */
export function findTableResource(table: dynamodb.ITable): CfnResource | undefined {
  const { defaultChild } = table.node;
  return defaultChild && CfnResource.isCfnResource(defaultChild) ? defaultChild : undefined;
}

/** An imported table is where its ARN says. The CDK says that it is where it was imported, unless it is a `TableV2`. */
export function locateTable(table: dynamodb.ITable): TablePlace {
  if (findTableResource(table)) return table.env;
  const { region, account } = Stack.of(table).splitArn(table.tableArn, ArnFormat.SLASH_RESOURCE_NAME);
  return { region: region!, account: account! };
}

/** What a function of this scope's stack calls the table by: its name in the same account and Region, and its ARN elsewhere. */
export function addressTable(scope: IConstruct, table: dynamodb.ITable): string {
  const { region, account } = locateTable(table);
  const stack = Stack.of(scope);
  return region === stack.region && account === stack.account ? table.tableName : table.tableArn;
}
