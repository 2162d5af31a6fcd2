import { GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import { AccessSettings } from './access-settings';
import { HandleKeys } from './kept-keys';
import { lambdaCredentials } from './lambda-credentials';

// A warm KMS answers in milliseconds. A customer who comes back does not wait for it longer than this.
const TIMEOUT_MS = 900;

/** Derives keys from a KMS key that never leaves KMS: a key is the MAC of instance, generation and period. */
export function handleKeysOf({ keyArn, generation }: NonNullable<AccessSettings['resumeHandles']>, instanceArn: string): HandleKeys {
  const kms = new KMSClient({ region: keyArn.split(':')[3], credentials: lambdaCredentials });
  return async (period) => {
    const Message = Buffer.from(`resume-handle:${instanceArn}:${generation}:${period}`);
    const command = new GenerateMacCommand({ KeyId: keyArn, MacAlgorithm: 'HMAC_SHA_256', Message });
    const { Mac } = await kms.send(command, { abortSignal: AbortSignal.timeout(TIMEOUT_MS) });
    if (Mac?.length !== 32) throw new Error('KMS gave no key.');
    return Mac;
  };
}
