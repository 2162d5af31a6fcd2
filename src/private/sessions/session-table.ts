import { RemovalPolicy, aws_dynamodb as dynamodb } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ManagedSessionTableOptions } from '../../managed-session-table-options';

export function createSessionTable(scope: Construct, id: string, options: ManagedSessionTableOptions): dynamodb.ITable {
  const { encryptionKey, removalPolicy = RemovalPolicy.RETAIN } = options;
  return new dynamodb.TableV2(scope, id, {
    partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
    billing: dynamodb.Billing.onDemand(),
    timeToLiveAttribute: 'timeToLive',
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    encryption: encryptionKey ? dynamodb.TableEncryptionV2.customerManagedKey(encryptionKey) : dynamodb.TableEncryptionV2.dynamoOwnedKey(),
    removalPolicy,
    deletionProtection: removalPolicy !== RemovalPolicy.DESTROY,
  });
}
