import { RefusedTokenError } from './refused-token';
import type { JwtSettings } from './settings';

/** What the verifier does not check in a token's header: https://www.rfc-editor.org/rfc/rfc7515#section-4.1 */
export function checkHeader(header: Readonly<Record<string, unknown>>, { acceptedToken }: Pick<JwtSettings, 'acceptedToken'>): void {
  const { crit, typ } = header;
  // A critical parameter changes what the token means, and none is understood here.
  if (crit !== undefined) throw new RefusedTokenError('with critical header parameters');
  if (typ === undefined) return;
  const type = typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : undefined;
  if (type === 'at+jwt' && acceptedToken === 'id') throw new RefusedTokenError('an access token, but ID tokens are accepted');
  // Such as a logout token: https://www.rfc-editor.org/rfc/rfc8725#section-3.11
  if (type !== 'jwt' && type !== 'at+jwt') throw new RefusedTokenError('of another type of token');
}
