import { CfnResource, Stack, Token, Validations, aws_dynamodb as dynamodb } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { findTableResource, locateTable } from './table-place';
import { PARTITION_KEY, TIME_TO_LIVE } from '../../shared/session-items';
import { checkTableKey } from '../props/check-keys';
import { invalidProp } from '../props/invalid-prop';

/** What is looked at of `AWS::DynamoDB::Table` and `AWS::DynamoDB::GlobalTable`. */
interface TableProperties {
  readonly keySchema?: { readonly attributeName: string; readonly keyType: string }[];
  readonly attributeDefinitions?: { readonly attributeName: string; readonly attributeType: string }[];
  readonly timeToLiveSpecification?: { readonly attributeName?: string; readonly enabled?: boolean };
}

/** The store of each table that a user has given to one. */
const storeOf = new WeakMap<dynamodb.ITable, IConstruct>();

/** Checks a user's own table as far as this app knows it. */
export function checkExistingTable(store: IConstruct, table: dynamodb.ITable): void {
  const earlier = storeOf.get(table);
  if (earlier) {
    throw invalidProp(store, 'table', {
      must: 'be used by one store only', got: table, remedy: `The store at '${earlier.node.path}' uses it. Several chats of one instance can share that store.`,
    });
  }
  storeOf.set(table, store);
  if (table.encryptionKey) checkTableKey(store, table.encryptionKey, locateTable(table).region);
  const resource = findTableResource(table);
  if (resource) checkItems(store, table, resource);
  warnOfOtherAccount(store, table);
}

function checkItems(store: IConstruct, table: dynamodb.ITable, resource: CfnResource): void {
  const { keySchema, attributeDefinitions, timeToLiveSpecification } = readTableProperties(table, resource);
  // A replica in another account takes its keys from the table that it is a replica of.
  if (!keySchema) return;
  const keys = keySchema.map(({ attributeName, keyType }) => (
    `${attributeName} (${keyType}, ${attributeDefinitions?.find((definition) => definition.attributeName === attributeName)?.attributeType})`
  ));
  if (keys.join() !== `${PARTITION_KEY} (HASH, S)`) {
    throw invalidProp(store, 'table', { must: `have a partition key '${PARTITION_KEY}' of type string and no sort key`, got: keys, remedy: 'Create another table.' });
  }
  if (timeToLiveSpecification?.attributeName === TIME_TO_LIVE && timeToLiveSpecification.enabled) return;
  Validations.of(store).addWarning(
    'cdk-connect-persistent-chat:tableWithoutTimeToLive',
    `The table at '${table.node.path}' does not have '${TIME_TO_LIVE}' as its time-to-live attribute, so it keeps sessions for ever, whatever `
    + `historyRetention says. Set timeToLiveAttribute: '${TIME_TO_LIVE}', or acknowledge this warning.`,
  );
}

/** Of a `CfnTable` or a `CfnGlobalTable`. */
function readTableProperties(table: dynamodb.ITable, resource: CfnResource): TableProperties {
  const { keySchema, attributeDefinitions, timeToLiveSpecification } = resource as dynamodb.CfnTable;
  return Stack.of(table).resolve({ keySchema, attributeDefinitions, timeToLiveSpecification }) as TableProperties;
}

function warnOfOtherAccount(store: IConstruct, table: dynamodb.ITable): void {
  const { account } = locateTable(table);
  const own = Stack.of(store).account;
  if ([account, own].some((known) => Token.isUnresolved(known)) || account === own) return;
  Validations.of(store).addWarning(
    'cdk-connect-persistent-chat:tableInAnotherAccount',
    `The table is in account ${account}, but this stack is in account ${own}. Without a resource policy of the table that allows the functions' roles, `
    + 'each request gets 503. Add such a policy and acknowledge this warning, or use a table of this account.',
  );
}
