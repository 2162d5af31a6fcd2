import { Stack, Token, aws_kms as kms } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { invalidProp } from './invalid-prop';

interface HandleKey {
  readonly resumeHandleKey?: kms.IKey;
}

/** Throws when CloudWatch Logs cannot encrypt with the key: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
export function checkLogEncryptionKey(scope: Construct, key: kms.IKey | undefined): void {
  if (key) checkEncryptionKey(scope, 'logEncryptionKey', key, ['the stack', Stack.of(scope).region]);
}

/** Throws when DynamoDB, or a policy of the functions, cannot use the key: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html */
export function checkTableKey(scope: IConstruct, key: kms.IKey, region: string): void {
  checkEncryptionKey(scope, 'table.encryptionKey', key, ['the table', region]);
}

function checkEncryptionKey(scope: IConstruct, prop: string, key: kms.IKey, [owner, region]: [string, string]): void {
  checkIsNoAlias(scope, prop, key);
  const spec = readKnownSpec(key);
  if (spec !== undefined && spec !== kms.KeySpec.SYMMETRIC_DEFAULT) {
    throw invalidProp(scope, prop, { must: 'be a symmetric key', got: spec });
  }
  if (!Token.isUnresolved(region) && !Token.isUnresolved(key.env.region) && key.env.region !== region) {
    throw invalidProp(scope, prop, { must: `be a key of ${owner}'s Region, ${region}`, got: key.env.region });
  }
}

/** Throws when the start-chat function cannot derive keys from the key. */
export function checkResumeHandleKey(scope: Construct, key: kms.IKey | undefined): void {
  if (!key) return;
  const prop = 'resumeHandleKey';
  checkIsNoAlias(scope, prop, key);
  const spec = readKnownSpec(key);
  if (spec !== undefined && spec !== kms.KeySpec.HMAC_256) {
    throw invalidProp(scope, prop, { must: 'be an HMAC key, with the spec HMAC_256 and the usage GENERATE_VERIFY_MAC', got: spec });
  }
}

/** Throws when the access does not use the key, which is the case when it has no resume handles. */
export function checkHasResumeHandles(scope: Construct, { resumeHandleKey }: HandleKey, access: HandleKey): void {
  if (!resumeHandleKey || access.resumeHandleKey === resumeHandleKey) return;
  throw invalidProp(scope, 'resumeHandleKey', {
    must: 'be left out with ChatAccess.iam() and with sessionStore', got: resumeHandleKey.node.path, remedy: 'They have no resume handles.',
  });
}

/** In the ARN that a policy or a log group names, KMS accepts keys only. */
function checkIsNoAlias(scope: IConstruct, prop: string, key: kms.IKey): void {
  if (key instanceof kms.Alias || JSON.stringify(Stack.of(scope).resolve(key.keyArn)).includes(':alias/')) {
    throw invalidProp(scope, prop, { must: 'be a key', got: 'an alias', remedy: 'Import the key itself, with Key.fromKeyArn() or Key.fromLookup().' });
  }
}

/** The spec of a key that the app creates. */
function readKnownSpec({ node }: kms.IKey): string | undefined {
  if (!(node.defaultChild instanceof kms.CfnKey)) return undefined;
  const { keySpec = kms.KeySpec.SYMMETRIC_DEFAULT } = node.defaultChild;
  return Token.isUnresolved(keySpec) ? undefined : keySpec;
}
