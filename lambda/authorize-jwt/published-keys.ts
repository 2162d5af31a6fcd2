import { createPublicKey } from 'crypto';
import { KidNotFoundInJwksError } from 'aws-jwt-verify/error';
import { type Jwk, type Jwks, type JwksCache, type JwkWithKid, isJwk } from 'aws-jwt-verify/jwk';

interface TokenHeader {
  readonly kid?: string;
  readonly alg?: string;
}

const KEY_TYPES: Readonly<Record<string, RegExp>> = { RSA: /^RS(?:256|384|512)$/, EC: /^ES(?:256|384|512)$/, OKP: /^EdDSA$/ };

/**
 * The keys of a key set that can check signatures. Others are left out, so that one key cannot keep all customers out:
 * https://www.rfc-editor.org/rfc/rfc7517#section-5
 */
export function readSignatureKeys(keySet: unknown): Jwk[] {
  const keys: unknown = typeof keySet === 'object' && keySet !== null && 'keys' in keySet ? keySet.keys : undefined;
  if (!Array.isArray(keys)) throw new Error('it did not return a JSON web key set');
  return keys.map(leaveOutNulls).filter(canCheckSignatures);
}

function leaveOutNulls(key: unknown): unknown {
  return typeof key === 'object' && key !== null ? Object.fromEntries(Object.entries(key).filter(([, value]) => value !== null)) : undefined;
}

function canCheckSignatures(key: unknown): key is Jwk {
  if (!isJwk(key as Jwk)) return false;
  const { kty, use, alg, key_ops: operations } = key as Jwk & { key_ops?: unknown };
  const isForSignatures = Object.hasOwn(KEY_TYPES, kty) && (use ?? 'sig') === 'sig' && (alg === undefined || KEY_TYPES[kty].test(alg));
  if (!isForSignatures || (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify')))) return false;
  try {
    createPublicKey({ key: key as Jwk, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}

/**
 * The issuer's keys, from which the verifier takes the one of each token. The verifier's own cache has no key for a token
 * without a key id.
 */
export class PublishedKeys implements JwksCache {
  private keys: readonly Jwk[] = [];

  addJwks(_uri: string, { keys }: Jwks): void {
    this.keys = keys;
  }

  /** Whether the header names one of the keys. The key of another token is a guess. */
  names({ kid }: TokenHeader): boolean {
    return kid !== undefined && this.keys.some((key) => key.kid === kid);
  }

  getCachedJwk(_uri: string, { header }: { readonly header: TokenHeader }): JwkWithKid {
    const { kid, alg } = header;
    const named = this.keys.filter((key) => kid !== undefined && key.kid === kid);
    const key = named.find(({ kty }) => KEY_TYPES[kty].test(alg ?? '')) ?? named.at(0) ?? this.guessKey(kid);
    if (!key) throw new KidNotFoundInJwksError('The issuer has no such key.');
    // The verifier keeps a prepared key for each id, and none for an empty one.
    return { ...key, kid: key.kid ?? '' };
  }

  /** A token, or a key, needs no id when there is only one key: https://openid.net/specs/openid-connect-core-1_0.html#Signing */
  private guessKey(kid: string | undefined): Jwk | undefined {
    const candidates = kid === undefined ? this.keys : this.keys.filter((key) => key.kid === undefined);
    return candidates.length === 1 ? candidates[0] : undefined;
  }

  /** The verifier calls it only to fetch keys, which `IssuerKeys` does. */
  async getJwk(): Promise<never> {
    throw new Error('Keys are fetched elsewhere.');
  }

  async getJwks(): Promise<never> {
    return this.getJwk();
  }
}
