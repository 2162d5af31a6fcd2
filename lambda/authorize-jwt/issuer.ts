import { type Jwks, isJwks } from 'aws-jwt-verify/jwk';
import type { JwtSettings } from './settings';

/** For the discovery document and the keys together, so that two attempts fit into the function's time-out. */
const FETCH_TIMEOUT_MS = 4000;

/** The issuer's keys cannot be had, which says nothing about the token. */
export class IssuerUnreachableError extends Error {}

/** The keys that the issuer publishes now. */
export async function publishedKeys(settings: JwtSettings): Promise<Jwks> {
  const signal = AbortSignal.timeout(FETCH_TIMEOUT_MS);
  try {
    const keys = await fetchJson(await jwksUriOf(settings, signal), signal) as Jwks;
    if (!isJwks(keys)) throw new Error('what it publishes is no JSON web key set');
    return keys;
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    throw new IssuerUnreachableError(`The issuer did not hand out its keys: ${reason}`, { cause: error });
  }
}

/** Where the issuer's keys are, from its discovery document: https://openid.net/specs/openid-connect-discovery-1_0.html */
export async function jwksUriOf({ issuer, jwksUri }: JwtSettings, signal: AbortSignal): Promise<string> {
  if (jwksUri) return jwksUri;
  const discovery = await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, signal) as { issuer?: unknown; jwks_uri?: unknown } | null;
  if (discovery?.issuer !== issuer) throw new Error('The discovery document is another issuer\'s.');
  if (typeof discovery.jwks_uri !== 'string' || !discovery.jwks_uri.startsWith('https://')) throw new Error('The discovery document names no https jwks_uri.');
  return discovery.jwks_uri;
}

async function fetchJson(uri: string, signal: AbortSignal): Promise<unknown> {
  // A redirect could lead from https to a place that anybody can answer for. A connection that is kept does not outlive the freeze between invocations.
  const response = await fetch(uri, { redirect: 'error', headers: { Connection: 'close' }, signal });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
}
