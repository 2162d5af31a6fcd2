import { GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import { lambdaCredentials } from './lambda-credentials';

// Two of these and Connect's share fit into the 12 s that a client is promised.
const TIMEOUT_MS = 900;

/** The key of a period. */
export type HandleKeys = (period: number) => Promise<Uint8Array>;

/**
 * Derives the keys from a KMS key that never leaves KMS: a key is the MAC of its period. Each is asked for once and kept
 * while the function is warm.
 */
export function handleKeysOf(keyArn: string, instanceArn: string): HandleKeys {
  const kms = new KMSClient({ region: keyArn.split(':')[3], credentials: lambdaCredentials });
  const keys = new Map<number, Promise<Uint8Array>>();
  const derive = async (period: number) => {
    const Message = Buffer.from(`resume-handle:${instanceArn}:${period}`);
    const command = new GenerateMacCommand({ KeyId: keyArn, MacAlgorithm: 'HMAC_SHA_256', Message });
    const { Mac } = await kms.send(command, { abortSignal: AbortSignal.timeout(TIMEOUT_MS) });
    if (Mac?.length !== 32) throw new Error('KMS gave no key.');
    return Mac;
  };
  return async (period) => {
    const key = keys.get(period) ?? derive(period);
    keys.set(period, key);
    key.catch(() => keys.delete(period));
    return key;
  };
}
