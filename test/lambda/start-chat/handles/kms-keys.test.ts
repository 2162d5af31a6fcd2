import { deriveKeysByKms } from '../../../../lambda/start-chat/handles/kms-keys';
import { Recorder } from '../../aws/recorder';
import { INSTANCE_ARN } from '../fixtures';

const KEY_ARN = 'arn:aws:kms:eu-central-1:111122223333:key/1';

let kms: Recorder;
beforeAll(async () => { kms = await Recorder.listen(); });
afterAll(async () => kms.close());

function deriveKey(generation = '1'): Promise<Uint8Array> {
  const environment = { AWS_ENDPOINT_URL_KMS: `${kms.endpoint('handles')}/`, AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };
  return deriveKeysByKms({ keyArn: KEY_ARN, lifetimeSeconds: 1, generation }, INSTANCE_ARN, environment)(7);
}

function answerWithMac(bytes: number): void {
  kms.willAnswer([{ status: 200, body: JSON.stringify({ Mac: Buffer.alloc(bytes, 5).toString('base64') }) }]);
}

test('the key of a period is the MAC of instance, generation and period', async () => {
  answerWithMac(32);
  expect(await deriveKey('3')).toEqual(new Uint8Array(32).fill(5));
  const [{ body }] = kms.sentBy('handles');
  const asked = JSON.parse(body.toString()) as Record<string, string>;
  expect({ ...asked, Message: Buffer.from(asked.Message, 'base64').toString() })
    .toEqual({ KeyId: KEY_ARN, MacAlgorithm: 'HMAC_SHA_256', Message: `resume-handle:${INSTANCE_ARN}:3:7` });
});

test.each([0, 16, 31, 33, 64])('a MAC of %i bytes is not a key', async (bytes) => {
  answerWithMac(bytes);
  await expect(deriveKey()).rejects.toThrow('KMS did not return a MAC of 32 bytes.');
});
