/** What a token says; `iss` and `sub` at least. */
export type TokenClaims = Readonly<Record<string, unknown>>;

/** The tokens that the app accepts. */
export interface CustomerTokens {
  /** What they say, beside who the customer is. */
  readonly claims: TokenClaims;
  /** The pages that the app answers, or `*`. */
  readonly allowedOrigins: string[];
}
