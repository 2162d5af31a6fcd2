import { Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html */
const KEY_ACTIONS = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];

/** Lets single items of this table be read or written, and the table's key be used for that alone. */
export function sessionStatements({ tableArn, encryptionKey, stack }: dynamodb.ITable, ...actions: string[]): iam.PolicyStatement[] {
  const useItems = new iam.PolicyStatement({ sid: 'UseSessionItems', actions: actions.map((action) => `dynamodb:${action}`), resources: [tableArn] });
  return encryptionKey ? [useItems, useKey(encryptionKey.keyArn, Stack.of(stack).region)] : [useItems];
}

function useKey(keyArn: string, region: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'UseSessionTableKey',
    actions: KEY_ACTIONS,
    resources: [keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${region}.amazonaws.com` } },
  });
}
