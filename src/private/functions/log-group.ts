import { RemovalPolicy, Stack, aws_iam as iam, aws_kms as kms, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';

export interface EncryptedLogGroupProps {
  readonly retention: logs.RetentionDays;
  /** @default - a key that CloudWatch Logs owns */
  readonly encryptionKey?: kms.IKey;
}

/** Creates a log group that outlives its stack, unless the stack could not be created, and lets CloudWatch Logs use the key. */
export function createLogGroup(scope: Construct, id: string, { retention, encryptionKey }: EncryptedLogGroupProps): logs.LogGroup {
  encryptionKey?.addToResourcePolicy(allowUseByLogs(Stack.of(scope)));
  return new logs.LogGroup(scope, id, { retention, encryptionKey, removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE });
}

/**
 * The name of the log group is not known yet, and its ARN would make the key depend on the log group that depends on the key.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
function allowUseByLogs({ partition, region, account }: Stack): iam.PolicyStatement {
  return new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(`logs.${region}.amazonaws.com`)],
    actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    resources: ['*'],
    conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:*` } },
  });
}
