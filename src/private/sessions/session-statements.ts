import { aws_dynamodb as dynamodb, aws_iam as iam } from 'aws-cdk-lib';
import { locateTable } from './table-place';
import { CONTACT_PREFIX, CUSTOMER_PREFIX, PENDING_ATTRIBUTES } from '../../shared/session-items';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html */
const READ_WITH_KEY = ['kms:Decrypt', 'kms:DescribeKey'];
const WRITE_WITH_KEY = [...READ_WITH_KEY, 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];

/**
 * Creates statements that allow these actions on single items of the table, and the use of the table's key through DynamoDB.
 *
 * @param actions actions on items, like `GetItem`
 * @param leadingKeys the items' partition keys, with `*` for any text; all items if omitted
 */
export function createSessionStatements(table: dynamodb.ITable, actions: string[], leadingKeys?: string): iam.PolicyStatement[] {
  const conditions = leadingKeys === undefined ? undefined : limitToLeadingKeys(leadingKeys);
  return [allowItems(table, 'UseSessionItems', actions, conditions), ...allowKeyOf(table, actions.every((action) => action === 'GetItem'))];
}

/**
 * Creates statements that allow to read the items of contacts, and to change what a customer's item says about past chats that
 * are to be attached, without reading or returning any of it.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export function createPendingStatements(table: dynamodb.ITable): iam.PolicyStatement[] {
  const customers = limitToLeadingKeys(`${CUSTOMER_PREFIX}*`);
  return [
    allowItems(table, 'ReadContactItems', ['GetItem'], limitToLeadingKeys(`${CONTACT_PREFIX}*`)),
    allowItems(table, 'UpdatePendingChats', ['UpdateItem'], {
      'ForAllValues:StringLike': customers['ForAllValues:StringLike'],
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': PENDING_ATTRIBUTES },
      'Null': { 'dynamodb:LeadingKeys': 'false', 'dynamodb:Attributes': 'false' },
      'StringEqualsIfExists': { 'dynamodb:ReturnValues': 'NONE' },
    }),
    ...allowKeyOf(table, false),
  ];
}

function allowItems(table: dynamodb.ITable, sid: string, actions: string[], conditions?: iam.Conditions): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid, actions: actions.map((action) => `dynamodb:${action}`), resources: [table.tableArn], conditions });
}

function allowKeyOf(table: dynamodb.ITable, readsOnly: boolean): iam.PolicyStatement[] {
  const { encryptionKey } = table;
  return encryptionKey ? [allowKeyUse(encryptionKey.keyArn, readsOnly ? READ_WITH_KEY : WRITE_WITH_KEY, locateTable(table).region)] : [];
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html */
function limitToLeadingKeys(leadingKeys: string): iam.Conditions {
  // `ForAllValues` is also true if there is no value at all.
  return { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': leadingKeys }, 'Null': { 'dynamodb:LeadingKeys': 'false' } };
}

function allowKeyUse(keyArn: string, actions: string[], region: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'UseSessionTableKey',
    actions,
    resources: [keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${region}.amazonaws.com` } },
  });
}
