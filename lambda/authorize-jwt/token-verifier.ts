import { JwtVerifier } from 'aws-jwt-verify';
import {
  JwtInvalidAudienceError, JwtInvalidSignatureAlgorithmError, JwtInvalidSignatureError, JwtNotBeforeError, KidNotFoundInJwksError,
} from 'aws-jwt-verify/error';
import { decomposeUnverifiedJwt } from 'aws-jwt-verify/jwt';
import { LEEWAY_SECONDS, TokenClaims, checkClaims, chooseAudience } from './check-claims';
import { checkHeader } from './check-header';
import { fetchPublishedKeys } from './issuer';
import { IssuerJustAskedError, IssuerKeys } from './issuer-keys';
import { PublishedKeys } from './published-keys';
import { RefusedTokenError } from './refused-token';
import { JwtSettings } from './settings';

/** The customer that a valid token names. */
export interface VerifiedCustomer {
  readonly issuer: string;
  readonly subject: string;
  readonly claims: TokenClaims;
}

const REASONS: [abstract new (...args: never[]) => Error, string][] = [
  [JwtNotBeforeError, 'not yet valid'],
  [JwtInvalidAudienceError, 'another audience'],
  [JwtInvalidSignatureAlgorithmError, 'not the algorithm of the key'],
  [JwtInvalidSignatureError, 'wrong signature'],
  [KidNotFoundInJwksError, 'signed with an unknown key'],
];

/** Verifies tokens of one issuer. It fetches the issuer's keys only when it needs others than it has. */
export class TokenVerifier {
  private readonly published = new PublishedKeys();
  private readonly verifier: ReturnType<typeof createVerifier>;
  private readonly keys: IssuerKeys;

  constructor(private readonly settings: JwtSettings) {
    this.verifier = createVerifier(settings, this.published);
    this.keys = new IssuerKeys(async () => { this.verifier.cacheJwks(await fetchPublishedKeys(settings)); });
  }

  /** Never throws: when the issuer cannot be reached, the next token tries again. */
  async fetchKeys(): Promise<void> {
    await this.keys.ensureFetched().catch(() => undefined);
  }

  /** @returns undefined when the token is not valid. @throws when there are no keys, because the issuer cannot be reached */
  async verify(token: string): Promise<VerifiedCustomer | undefined> {
    const receivedAt = Date.now();
    await this.keys.ensureFetched();
    try {
      const { header, payload } = decomposeUnverifiedJwt(token);
      checkHeader({ ...header }, this.settings);
      // Before the signature: no key makes wrong claims valid, and the verifier would keep an entry in memory for each issuer that a token names.
      const subject = checkClaims(payload, this.settings);
      await this.verifySignature(token, receivedAt);
      return { issuer: this.settings.issuer, subject, claims: payload };
    } catch (error) {
      logRefused(error);
      return undefined;
    }
  }

  private async verifySignature(token: string, receivedAt: number): Promise<void> {
    try {
      this.verifier.verifySync(token);
    } catch (error) {
      const mayHaveAnotherKey = error instanceof KidNotFoundInJwksError
        || (error instanceof JwtInvalidSignatureError && !this.published.names(decomposeUnverifiedJwt(token).header));
      if (!mayHaveAnotherKey) throw error;
      await this.refetchKeys(receivedAt);
      this.verifier.verifySync(token);
    }
  }

  /** Anybody can make up keys, so it is no error of the service when they cannot be looked for. */
  private async refetchKeys(receivedAt: number): Promise<void> {
    try {
      await this.keys.refetch(receivedAt);
    } catch (error) {
      const problem = error instanceof IssuerJustAskedError ? 'was asked for its keys less than 5 s ago' : 'cannot be reached';
      throw new RefusedTokenError(`signed with an unknown key, and the issuer ${problem}`);
    }
  }
}

// The verifier accepts RSA, ECDSA and EdDSA only, and the algorithm must be the one of the issuer's key: neither `none` nor HMAC.
function createVerifier(settings: JwtSettings, jwksCache: PublishedKeys) {
  return JwtVerifier.create({ issuer: settings.issuer, audience: chooseAudience(settings), graceSeconds: LEEWAY_SECONDS }, { jwksCache });
}

// Not the error's message, which quotes the token.
function logRefused(error: unknown) {
  const refused = error instanceof RefusedTokenError ? error : undefined;
  const reason = refused?.reason ?? REASONS.find(([type]) => error instanceof type)?.[1] ?? 'malformed';
  process.stdout.write(`${JSON.stringify({ level: 'WARN', message: 'Token refused', reason, ...refused?.details })}\n`);
}
