import { JwtVerifier } from 'aws-jwt-verify';
import {
  JwtExpiredError, JwtInvalidAudienceError, JwtInvalidIssuerError, JwtInvalidSignatureAlgorithmError, JwtInvalidSignatureError, JwtNotBeforeError,
  KidNotFoundInJwksError,
} from 'aws-jwt-verify/error';
import { decomposeUnverifiedJwt, validateJwtFields } from 'aws-jwt-verify/jwt';
import { IssuerUnreachableError, publishedKeys } from './issuer';
import { IssuerKeys } from './issuer-keys';
import { JwtSettings } from './settings';

/** Who a valid token speaks of. */
export interface VerifiedCustomer {
  readonly issuer: string;
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

const REASONS: [abstract new (...args: never[]) => Error, string][] = [
  [JwtExpiredError, 'expired'],
  [JwtNotBeforeError, 'not yet valid'],
  [JwtInvalidIssuerError, 'another issuer'],
  [JwtInvalidAudienceError, 'another audience'],
  [JwtInvalidSignatureAlgorithmError, 'another algorithm than the key\'s'],
  [JwtInvalidSignatureError, 'wrong signature'],
];

/** Verifies tokens of one issuer, by keys that are known already whenever that is possible. */
export class TokenVerifier {
  private readonly verifier: ReturnType<typeof verifierOf>;
  private readonly keys: IssuerKeys;

  constructor(private readonly settings: JwtSettings) {
    this.verifier = verifierOf(settings);
    this.keys = new IssuerKeys(async () => { this.verifier.cacheJwks(await publishedKeys(settings)); });
  }

  /** Never throws: when the issuer cannot be reached, the next token makes another attempt. */
  async fetchKeys(): Promise<void> {
    await this.keys.ready().catch(() => undefined);
  }

  /** @returns undefined when the token is not valid; throws when the issuer's keys cannot be had */
  async verify(token: string): Promise<VerifiedCustomer | undefined> {
    const receivedAt = Date.now();
    await this.keys.ready();
    try {
      const claims = await this.verifiedClaims(token, receivedAt);
      return { issuer: this.settings.issuer, subject: String(claims.sub), claims };
    } catch (error) {
      if (error instanceof IssuerUnreachableError) throw error;
      logRefused(error);
      return undefined;
    }
  }

  private async verifiedClaims(token: string, receivedAt: number): Promise<VerifiedCustomer['claims']> {
    const { issuer, audiences: audience } = this.settings;
    // First, since no key makes up for wrong claims, and since the verifier keeps something for each issuer that a token names.
    validateJwtFields(decomposeUnverifiedJwt(token).payload, { issuer, audience });
    try {
      return this.verifier.verifySync(token);
    } catch (error) {
      if (!(error instanceof KidNotFoundInJwksError)) throw error;
      await this.keys.refetch(receivedAt);
      return this.verifier.verifySync(token);
    }
  }
}

// The verifier takes RSA, ECDSA and EdDSA only, and the algorithm has to suit the issuer's key: no `none`, no HMAC.
function verifierOf({ issuer, audiences: audience, tokenUse }: JwtSettings) {
  return JwtVerifier.create({ issuer, audience, customJwtCheck: ({ payload }) => requireClaims(payload, tokenUse) });
}

// The verifier checks the time of expiry when there is one; a token that never expires is not accepted.
function requireClaims({ exp, sub, token_use: use }: VerifiedCustomer['claims'], tokenUse?: string) {
  if (typeof exp !== 'number') throw new Error('The token does not expire.');
  if (tokenUse !== undefined && use !== tokenUse) throw new Error('The token is made for another use.');
  if (typeof sub !== 'string' || sub === '') throw new Error('The token names no subject.');
}

// Why, in own words: the error's message quotes the token.
function logRefused(error: unknown) {
  const reason = REASONS.find(([type]) => error instanceof type)?.[1] ?? 'malformed, of another key, or without a required claim';
  process.stdout.write(`${JSON.stringify({ level: 'WARN', message: 'Token refused', reason })}\n`);
}
