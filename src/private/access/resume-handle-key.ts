import { RemovalPolicy, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/**
 * Creates the KMS key from which the start-chat function derives the keys of resume handles.
 *
 * KMS does not rotate HMAC keys, so the function derives a new key every 30 days. The key encrypts no stored data, so it is
 * deleted with the stack. Customers then start new chats.
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
