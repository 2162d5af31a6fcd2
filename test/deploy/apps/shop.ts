import { generateKeyPairSync, sign } from 'node:crypto';

const SESSION_MS = 600_000;

const { publicKey, privateKey } = generateKeyPairSync('ed25519');

/** The context with which examples/custom-authorizer accepts this shop's sessions. */
export const SHOP_CONTEXT = { shopKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64') };

/** What a customer of the shop carries who has signed in there. */
export function shopSession(customer: string): string {
  const session = Buffer.from(JSON.stringify({ customer, tier: 'gold', expires: Date.now() + SESSION_MS })).toString('base64url');
  return `${session}.${sign(null, Buffer.from(session), privateKey).toString('base64url')}`;
}
