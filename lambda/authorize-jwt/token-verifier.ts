import { JwtVerifier } from 'aws-jwt-verify';
import {
  JwtExpiredError, JwtInvalidAudienceError, JwtInvalidIssuerError, JwtInvalidSignatureAlgorithmError, JwtInvalidSignatureError, JwtNotBeforeError,
} from 'aws-jwt-verify/error';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { IssuerUnreachableError, fetchBytes, jwksUriOf } from './issuer';
import { JwtSettings } from './settings';

/** Who a valid token speaks of. */
export interface VerifiedCustomer {
  readonly issuer: string;
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

type Verify = (token: string) => Promise<Readonly<Record<string, unknown>>>;

const REASONS: [abstract new (...args: never[]) => Error, string][] = [
  [JwtExpiredError, 'expired'],
  [JwtNotBeforeError, 'not yet valid'],
  [JwtInvalidIssuerError, 'another issuer'],
  [JwtInvalidAudienceError, 'another audience'],
  [JwtInvalidSignatureAlgorithmError, 'another algorithm than the key\'s'],
  [JwtInvalidSignatureError, 'wrong signature'],
];

/** Verifies tokens of one issuer. Its keys are fetched once, and again when a token names a key that is not known yet. */
export class TokenVerifier {
  private prepared?: Promise<Verify>;

  constructor(private readonly settings: JwtSettings) {}

  /** Never throws: when the issuer cannot be reached, the next token makes another attempt. */
  async fetchKeys(): Promise<void> {
    await this.prepare().catch(() => undefined);
  }

  /** @returns undefined when the token is not valid; throws when the issuer's keys cannot be had */
  async verify(token: string): Promise<VerifiedCustomer | undefined> {
    const verify = await this.prepare();
    try {
      const claims = await verify(token);
      return { issuer: this.settings.issuer, subject: String(claims.sub), claims };
    } catch (error) {
      if (error instanceof IssuerUnreachableError) throw error;
      logRefused(error);
      return undefined;
    }
  }

  private async prepare(): Promise<Verify> {
    this.prepared ??= preparedVerifier(this.settings);
    this.prepared.catch(() => { this.prepared = undefined; });
    return this.prepared;
  }
}

async function preparedVerifier(settings: JwtSettings): Promise<Verify> {
  const { issuer, audiences: audience } = settings;
  // The verifier takes RSA, ECDSA and EdDSA only, and the algorithm has to suit the issuer's key: no `none`, no HMAC.
  const verifier = JwtVerifier.create(
    { issuer, audience, jwksUri: await jwksUriOf(settings), customJwtCheck: ({ payload }) => requireClaims(payload) },
    { jwksCache: new SimpleJwksCache({ fetcher: { fetch: fetchBytes } }) },
  );
  await verifier.hydrate();
  return async (token) => verifier.verify(token);
}

// The verifier checks the time of expiry when there is one; a token that never expires is not accepted.
function requireClaims({ exp, sub }: { readonly exp?: unknown; readonly sub?: unknown }) {
  if (typeof exp !== 'number') throw new Error('The token does not expire.');
  if (typeof sub !== 'string' || sub === '') throw new Error('The token names no subject.');
}

// Why, in own words: the error's message quotes the token.
function logRefused(error: unknown) {
  const reason = REASONS.find(([type]) => error instanceof type)?.[1] ?? 'malformed, of another key, or without a required claim';
  process.stdout.write(`${JSON.stringify({ level: 'WARN', message: 'Token refused', reason })}\n`);
}
