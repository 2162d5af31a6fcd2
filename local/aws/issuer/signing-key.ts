import { createSign, generateKeyPairSync, JsonWebKey, randomUUID } from 'node:crypto';

const ALGORITHM = 'RS256';

/** An RSA key that signs JSON web tokens. */
export class SigningKey {
  private readonly pair = generateKeyPairSync('rsa', { modulusLength: 2048 });

  constructor(readonly keyId: string = randomUUID()) {}

  /** The public key, as an issuer publishes it. */
  get jwk(): JsonWebKey & { kid: string } {
    return { ...this.pair.publicKey.export({ format: 'jwk' }), kid: this.keyId, alg: ALGORITHM, use: 'sig' };
  }

  get publicKeyPem(): string {
    return this.pair.publicKey.export({ format: 'pem', type: 'spki' }).toString();
  }

  /** @param header parameters in addition to the usual ones, or in their place */
  sign(claims: object, header: object = {}): string {
    const signed = `${encode({ alg: ALGORITHM, typ: 'JWT', kid: this.keyId, ...header })}.${encode(claims)}`;
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(this.pair.privateKey).toString('base64url')}`;
  }
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
