import type { CustomerTokens, TokenClaims } from './customer-tokens';

/** Identity providers do not have this path: here a page, or a person with `curl`, gets a token without signing in. */
export const TOKEN_PATH = '/token';

/** Claims that are times in seconds since 1970. All other parameters become text claims. */
const TIME_CLAIMS = ['exp', 'nbf', 'iat'];

export interface TokenAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export interface TokenRequest {
  /** Each parameter is a claim, and `sub` names the customer. */
  readonly query: URLSearchParams;
  readonly origin?: string;
}

/** Allowed origins may read the token. */
export function answerTokenRequest(request: TokenRequest, tokens: CustomerTokens, sign: (claims: TokenClaims) => string): TokenAnswer {
  const { query, origin } = request;
  const { claims, customerClaims = [], allowedOrigins } = tokens;
  const headers = {
    'Content-Type': 'text/plain',
    'Cache-Control': 'no-store',
    'Vary': 'Origin',
    ...(isAllowed(origin, allowedOrigins) && { 'Access-Control-Allow-Origin': origin }),
  };
  const sub = query.get('sub');
  if (!sub) return { status: 400, headers, body: `The parameter sub is missing. Name a customer, for example ${TOKEN_PATH}?sub=jane\n` };
  const asked = [...query].map(([name, value]) => [name, TIME_CLAIMS.includes(name) ? Number(value) : value]);
  const named = Object.fromEntries(customerClaims.map((claim) => [claim, sub]));
  return { status: 200, headers, body: sign({ ...claims, ...named, ...Object.fromEntries(asked) }) };
}

function isAllowed(origin: string | undefined, allowedOrigins: string[]): origin is string {
  return origin !== undefined && (allowedOrigins.includes('*') || allowedOrigins.includes(origin));
}
