import type { APIGatewayProxyEvent } from 'aws-lambda';
import { readHeader } from './header';
import { isOriginPattern, toOriginExpression } from '../../../src/shared/origin-pattern';
import { StartChatFailure } from '../contract/failure';

const ANY_ORIGIN = '*';
// Without it a page cannot read this header.
const EXPOSED = { 'Access-Control-Expose-Headers': 'Retry-After' };

/** Who may call from a browser. */
export interface AllowedOrigins {
  /** Origins, with patterns for subdomains, or `*` for any. */
  readonly allowedOrigins: readonly string[];
  /** Whether pages may send cookies. */
  readonly allowCredentials: boolean;
}

/** A POST of text/plain has no preflight request: only this check keeps pages of other sites from starting chats. */
export function refuseForeignOrigin(event: APIGatewayProxyEvent, settings: AllowedOrigins): void {
  const origin = readHeader(event, 'origin');
  if (origin !== undefined && !isAllowed(origin, settings)) throw new StartChatFailure('OriginNotAllowed');
}

/** The CORS headers of the answer to `event`. */
export function createCorsHeaders(event: APIGatewayProxyEvent, settings: AllowedOrigins): Record<string, string> {
  if (settings.allowedOrigins.includes(ANY_ORIGIN)) return { ...EXPOSED, 'Access-Control-Allow-Origin': ANY_ORIGIN };
  const origin = readHeader(event, 'origin');
  if (origin === undefined || !isAllowed(origin, settings)) return {};
  const credentials: Record<string, string> = settings.allowCredentials ? { 'Access-Control-Allow-Credentials': 'true' } : {};
  return { ...EXPOSED, ...credentials, 'Access-Control-Allow-Origin': origin, 'Vary': 'Origin' };
}

function isAllowed(origin: string, { allowedOrigins }: AllowedOrigins): boolean {
  if (allowedOrigins.includes(ANY_ORIGIN)) return true;
  return allowedOrigins.some((allowed) => isOriginPattern(allowed) ? new RegExp(`^${toOriginExpression(allowed)}$`).test(origin) : allowed === origin);
}
