/** The claims of a token, at least `iss` and `sub`. */
export type TokenClaims = Readonly<Record<string, unknown>>;

/** The tokens that the app accepts. */
export interface CustomerTokens {
  /** All claims except those about the customer. */
  readonly claims: TokenClaims;
  /** Claims about the customer that a token must have. They have the value of `sub` unless the request gives another. */
  readonly customerClaims?: readonly string[];
  /** Origins of the pages that may call the app's API, or `*`. */
  readonly allowedOrigins: string[];
}
