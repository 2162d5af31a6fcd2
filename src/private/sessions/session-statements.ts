import { aws_dynamodb as dynamodb, aws_iam as iam } from 'aws-cdk-lib';
import { locateTable } from './table-place';

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
  const { tableArn, encryptionKey } = table;
  const useItems = new iam.PolicyStatement({
    sid: 'UseSessionItems',
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [tableArn],
    conditions: leadingKeys === undefined ? undefined : limitToLeadingKeys(leadingKeys),
  });
  const keyActions = actions.every((action) => action === 'GetItem') ? READ_WITH_KEY : WRITE_WITH_KEY;
  return encryptionKey ? [useItems, allowKeyUse(encryptionKey.keyArn, keyActions, locateTable(table).region)] : [useItems];
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
