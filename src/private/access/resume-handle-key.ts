import { RemovalPolicy, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/**
 * The KMS key that the keys of resume handles are derived from.
 *
 * KMS does not rotate keys of this kind; the start-chat function derives a new key each 30 days. The key encrypts nothing
 * that is kept, so it goes with the stack: customers then start afresh.
 */
export function createResumeHandleKey(scope: Construct, id: string): kms.Key {
  return new kms.Key(scope, id, {
    description: 'Makes the handles that customers come back to their chats with',
    keySpec: kms.KeySpec.HMAC_256,
    keyUsage: kms.KeyUsage.GENERATE_VERIFY_MAC,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-mac-algorithm */
export function allowDerivingHandleKeys(key: kms.IKey): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DeriveResumeHandleKeys',
    actions: ['kms:GenerateMac'],
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } },
  });
}
