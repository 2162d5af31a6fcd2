import { GenerateMac$ } from '@aws-sdk/client-kms';
import type { GenerateMacRequest, GenerateMacResponse } from '@aws-sdk/client-kms';
import { AwsJson1_1Protocol } from '@aws-sdk/core/protocols';
import { GetHandleKey } from './kept-keys';
import { AwsService } from '../../aws/aws-service';

// KMS usually answers within milliseconds. A returning customer waits no longer than this for it.
const TIMEOUT_MS = 900;
const MAX_ATTEMPTS = 3;

/** Where the keys of resume handles come from, and how long a handle is valid. */
export interface ResumeHandleSettings {
  readonly keyArn: string;
  readonly lifetimeSeconds: number;
  /** A handle is valid only with the generation that it was made with. */
  readonly generation: string;
}

/** Derives keys from a KMS key that never leaves KMS: a key is the MAC of instance, generation and period. */
export function deriveKeysByKms({ keyArn, generation }: ResumeHandleSettings, instanceArn: string, environment: NodeJS.ProcessEnv): GetHandleKey {
  const kms = createKmsClient(keyArn.split(':')[3], environment);
  return async (period) => {
    const Message = Buffer.from(`resume-handle:${instanceArn}:${generation}:${period}`);
    const request: GenerateMacRequest = { KeyId: keyArn, MacAlgorithm: 'HMAC_SHA_256', Message };
    const { Mac } = await kms.call<GenerateMacResponse>(GenerateMac$, request, AbortSignal.timeout(TIMEOUT_MS));
    if (Mac?.length !== 32) throw new Error('KMS did not return a MAC of 32 bytes.');
    return Mac;
  };
}

export function createKmsClient(region: string, environment: NodeJS.ProcessEnv): AwsService {
  return new AwsService({
    name: 'kms',
    region,
    protocol: new AwsJson1_1Protocol({ defaultNamespace: 'com.amazonaws.kms', serviceTarget: 'TrentService' }),
    maxAttempts: MAX_ATTEMPTS,
  }, environment);
}
