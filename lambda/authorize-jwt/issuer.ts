import type { JwtSettings } from './settings';

// Well under the time-out of the function: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
const FETCH_TIMEOUT_MS = 3000;

/** The issuer did not hand out its keys, which says nothing about the token. */
export class IssuerUnreachableError extends Error {}

export async function fetchBytes(uri: string): Promise<ArrayBuffer> {
  try {
    // A redirect could lead from https to a place that anybody can answer for.
    const response = await fetch(uri, { redirect: 'error', signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return await response.arrayBuffer();
  } catch (error) {
    throw new IssuerUnreachableError('The issuer did not answer.', { cause: error });
  }
}

/** Where the issuer's keys are, from its discovery document: https://openid.net/specs/openid-connect-discovery-1_0.html */
export async function jwksUriOf({ issuer, jwksUri }: JwtSettings): Promise<string> {
  if (jwksUri) return jwksUri;
  const bytes = await fetchBytes(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const discovery = JSON.parse(new TextDecoder().decode(bytes)) as { issuer?: unknown; jwks_uri?: unknown } | null;
  if (discovery?.issuer !== issuer) throw new Error('The discovery document is another issuer\'s.');
  if (typeof discovery.jwks_uri !== 'string' || !discovery.jwks_uri.startsWith('https://')) throw new Error('The discovery document names no https jwks_uri.');
  return discovery.jwks_uri;
}
