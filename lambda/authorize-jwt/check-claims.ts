import { validateJwtFields } from 'aws-jwt-verify/jwt';
import type { JwtPayload } from 'aws-jwt-verify/jwt-model';
import { RefusedTokenError } from './refused-token';
import type { JwtSettings } from './settings';

export type TokenClaims = Readonly<Record<string, unknown>>;

/** Clocks differ by seconds. It counts for the beginning of a token's time only: the end is the issuer's last word. */
export const LEEWAY_SECONDS = 10;

/** Who the audience is checked by. The access tokens of a user pool name their app client elsewhere. */
export function chooseAudience({ audiences, acceptedToken, isUserPool }: JwtSettings): string[] | null {
  return audiences === undefined || (isUserPool && acceptedToken === 'access') ? null : audiences;
}

/** Checks everything that needs no key. @returns who the customer is */
export function checkClaims(claims: JwtPayload, settings: JwtSettings): string {
  checkIssuer(claims, settings);
  checkUse(claims, settings);
  const { exp } = claims;
  if (typeof exp !== 'number') throw new RefusedTokenError('without an expiry');
  if (exp < Date.now() / 1000) throw new RefusedTokenError('expired');
  validateJwtFields(claims, { issuer: settings.issuer, audience: chooseAudience(settings), graceSeconds: LEEWAY_SECONDS });
  checkClient(claims, settings);
  checkScopes(claims, settings);
  const missing = settings.requiredClaims.some((claim) => !Object.hasOwn(claims, claim) || claims[claim] === null || claims[claim] === '');
  if (missing) throw new RefusedTokenError('without a required claim');
  return readCustomerId(claims, settings);
}

function checkIssuer({ iss }: TokenClaims, { issuer }: JwtSettings): void {
  if (iss === issuer) return;
  // A caller can write anything into it: what could be an issuer is worth logging.
  const issuerFound = typeof iss === 'string' && /^https:\/\/[\w.~:/-]{1,200}$/.test(iss) ? iss : undefined;
  throw new RefusedTokenError('another issuer', { issuerWanted: issuer, issuerFound });
}

/** Only user pools have `token_use`: https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html */
function checkUse({ token_use: use, aud }: TokenClaims, { acceptedToken, isUserPool }: JwtSettings): void {
  if (!isUserPool) return;
  if (acceptedToken === undefined) {
    if (use === 'access' && aud === undefined) throw new RefusedTokenError('an access token of a user pool, which acceptedToken would allow');
    return;
  }
  if (use === acceptedToken) return;
  const found = use === 'access' ? 'an access token' : use === 'id' ? 'an ID token' : 'a token for another use';
  throw new RefusedTokenError(`${found}, but ${acceptedToken === 'id' ? 'ID' : 'access'} tokens are accepted`);
}

/** An application with credentials of its own is no customer. */
function checkClient(claims: TokenClaims, { audiences, acceptedToken, isUserPool }: JwtSettings): void {
  const { client_id: client, azp, appid, cid, sub, gty, idtyp, events } = claims;
  const isUserPoolAccess = isUserPool && acceptedToken === 'access';
  if (isUserPoolAccess && audiences && !audiences.some((audience) => audience === client)) throw new RefusedTokenError('another app client');
  const ownSubjects = [client, azp, appid, cid].filter((name) => typeof name === 'string').flatMap((name) => [name, `${name}@clients`]);
  if (gty === 'client-credentials' || idtyp === 'app' || ownSubjects.some((name) => name === sub)) throw new RefusedTokenError("an application's own token");
  // Logout tokens and other security events have it, and sign nobody in: https://openid.net/specs/openid-connect-backchannel-1_0.html#LogoutToken
  if (events !== undefined) throw new RefusedTokenError('of another type of token');
}

/** https://www.rfc-editor.org/rfc/rfc8693#section-4.2; some issuers use `scp` or a list. */
function checkScopes({ scope, scp }: TokenClaims, { requiredScopes }: JwtSettings): void {
  const granted: unknown[] = [scope, scp].flatMap((scopes: unknown) => typeof scopes === 'string' ? scopes.split(' ') : Array.isArray(scopes) ? scopes : []);
  if (!requiredScopes.every((required) => granted.includes(required))) throw new RefusedTokenError('without a required scope');
}

function readCustomerId(claims: TokenClaims, { customerIdClaim }: JwtSettings): string {
  const id = Object.hasOwn(claims, customerIdClaim) ? claims[customerIdClaim] : undefined;
  if ((typeof id === 'string' && id !== '') || Number.isSafeInteger(id)) return String(id);
  throw new RefusedTokenError("without the claim of the customer's id");
}
