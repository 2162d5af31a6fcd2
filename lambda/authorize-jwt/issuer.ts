import type { Jwks } from 'aws-jwt-verify/jwk';
import { readSignatureKeys } from './published-keys';
import type { JwtSettings } from './settings';

/** For the discovery document and the keys together, so that two attempts fit into the function's time-out. */
const FETCH_TIMEOUT_MS = 4000;

/** The issuer's keys cannot be fetched. Whether the token is valid is not known. */
export class IssuerUnreachableError extends Error {}

/** The keys that the issuer publishes now. */
export async function fetchPublishedKeys(settings: JwtSettings): Promise<Jwks> {
  const signal = AbortSignal.timeout(FETCH_TIMEOUT_MS);
  try {
    return { keys: readSignatureKeys(await fetchJson(await findJwksUri(settings, signal), signal)) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    throw new IssuerUnreachableError(`The issuer's keys could not be fetched: ${reason}`, { cause: error });
  }
}

/** Where the issuer's keys are, from its discovery document: https://openid.net/specs/openid-connect-discovery-1_0.html */
export async function findJwksUri({ issuer, jwksUri }: Pick<JwtSettings, 'issuer' | 'jwksUri'>, signal: AbortSignal): Promise<string> {
  if (jwksUri) return jwksUri;
  const discovery = await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, signal) as { issuer?: unknown; jwks_uri?: unknown } | null;
  if (discovery?.issuer !== issuer) {
    const found = JSON.stringify(discovery?.issuer ?? null).slice(0, 200);
    throw new Error(`the discovery document has another issuer: wanted ${JSON.stringify(issuer)}, found ${found}`);
  }
  if (typeof discovery.jwks_uri !== 'string' || !discovery.jwks_uri.startsWith('https://')) throw new Error('jwks_uri of the discovery document must be an https URL');
  return discovery.jwks_uri;
}

async function fetchJson(uri: string, signal: AbortSignal): Promise<unknown> {
  // A redirect could lead from https to a host that anybody can control. A connection that is kept open may be dead after Lambda has frozen the function.
  const response = await fetch(uri, { redirect: 'error', headers: { Connection: 'close' }, signal });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
}
