import { JwtVerifier } from 'aws-jwt-verify';
import {
  JwtExpiredError, JwtInvalidAudienceError, JwtInvalidIssuerError, JwtInvalidSignatureAlgorithmError, JwtInvalidSignatureError, JwtNotBeforeError,
  KidNotFoundInJwksError,
} from 'aws-jwt-verify/error';
import { decomposeUnverifiedJwt, validateJwtFields } from 'aws-jwt-verify/jwt';
import { IssuerUnreachableError, fetchPublishedKeys } from './issuer';
import { IssuerKeys } from './issuer-keys';
import { JwtSettings } from './settings';

/** The customer that a valid token names. */
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
  [JwtInvalidSignatureAlgorithmError, 'not the algorithm of the key'],
  [JwtInvalidSignatureError, 'wrong signature'],
];

/** Verifies tokens of one issuer. It fetches the issuer's keys only when it needs others than it has. */
export class TokenVerifier {
  private readonly verifier: ReturnType<typeof createVerifier>;
  private readonly keys: IssuerKeys;

  constructor(private readonly settings: JwtSettings) {
    this.verifier = createVerifier(settings);
    this.keys = new IssuerKeys(async () => { this.verifier.cacheJwks(await fetchPublishedKeys(settings)); });
  }

  /** Never throws: when the issuer cannot be reached, the next token tries again. */
  async fetchKeys(): Promise<void> {
    await this.keys.ensureFetched().catch(() => undefined);
  }

  /** @returns undefined when the token is not valid. @throws when the issuer's keys cannot be fetched */
  async verify(token: string): Promise<VerifiedCustomer | undefined> {
    const receivedAt = Date.now();
    await this.keys.ensureFetched();
    try {
      const claims = await this.verifyClaims(token, receivedAt);
      return { issuer: this.settings.issuer, subject: String(claims.sub), claims };
    } catch (error) {
      if (error instanceof IssuerUnreachableError) throw error;
      logRefused(error);
      return undefined;
    }
  }

  private async verifyClaims(token: string, receivedAt: number): Promise<VerifiedCustomer['claims']> {
    const { issuer, audiences: audience } = this.settings;
    // Before the signature: no key makes wrong claims valid, and the verifier would keep an entry in memory for each issuer that a token names.
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

// The verifier accepts RSA, ECDSA and EdDSA only, and the algorithm must be the one of the issuer's key: neither `none` nor HMAC.
function createVerifier({ issuer, audiences: audience, tokenUse }: JwtSettings) {
  return JwtVerifier.create({ issuer, audience, customJwtCheck: ({ payload }) => requireClaims(payload, tokenUse) });
}

// The verifier checks `exp` when there is one. A token that never expires is not accepted.
function requireClaims({ exp, sub, token_use: use }: VerifiedCustomer['claims'], tokenUse?: string) {
  if (typeof exp !== 'number') throw new Error('The token does not expire.');
  if (tokenUse !== undefined && use !== tokenUse) throw new Error('The token has another token_use.');
  if (typeof sub !== 'string' || sub === '') throw new Error('The token has no subject.');
}

// Not the error's message, which quotes the token.
function logRefused(error: unknown) {
  const reason = REASONS.find(([type]) => error instanceof type)?.[1] ?? 'malformed, signed with an unknown key, or without a required claim';
  process.stdout.write(`${JSON.stringify({ level: 'WARN', message: 'Token refused', reason })}\n`);
}
