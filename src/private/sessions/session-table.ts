import { RemovalPolicy, Stack, aws_dynamodb as dynamodb } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ManagedSessionTableOptions } from '../../managed-session-table-options';
import { PARTITION_KEY, TIME_TO_LIVE } from '../../shared/session-items';
import { checkTableKey } from '../props/check-keys';

/**
 * Creates the table. It is not a `TableV2`, which takes no key in a stack whose Region is not known at synthesis, and whose
 * own use of deprecated properties makes aws-cdk-lib 2.257 print warnings.
 */
export function createSessionTable(scope: Construct, id: string, options: ManagedSessionTableOptions): dynamodb.ITable {
  const { encryptionKey, deletionProtection = false } = options;
  // CloudFormation cannot delete a protected table, so the rollback of its creation has to keep it.
  const { removalPolicy = deletionProtection ? RemovalPolicy.RETAIN : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE } = options;
  if (encryptionKey) checkTableKey(scope, encryptionKey, Stack.of(scope).region);
  return new dynamodb.Table(scope, id, {
    partitionKey: { name: PARTITION_KEY, type: dynamodb.AttributeType.STRING },
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    timeToLiveAttribute: TIME_TO_LIVE,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    ...(encryptionKey && { encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED, encryptionKey }),
    removalPolicy,
    deletionProtection,
  });
}
