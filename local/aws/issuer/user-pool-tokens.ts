import { JwtVerifier } from 'aws-jwt-verify';
import type { LocalIssuer } from './local-issuer';
import type { VerifyUserPoolToken } from '../rest-api/cognito-authorizer';

/** Returns the `iss` claim of a user pool's tokens: https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html */
export function getUserPoolIssuer(userPoolArn: string): string {
  const [, , , region, , resource] = userPoolArn.split(':');
  return `https://cognito-idp.${region}.amazonaws.com/${resource.replace('userpool/', '')}`;
}

/** Checks the tokens of user pools as API Gateway does. The local issuer signs these tokens. */
export function createUserPoolTokenVerifier({ key }: LocalIssuer): VerifyUserPoolToken {
  return async (token, userPoolArns) => {
    const issuers = userPoolArns.map(getUserPoolIssuer);
    const verifier = JwtVerifier.create(issuers.map((issuer) => ({ issuer, audience: null, jwksUri: `${issuer}/.well-known/jwks.json` })));
    for (const issuer of issuers) verifier.cacheJwks({ keys: [key.jwk] } as Parameters<typeof verifier.cacheJwks>[0], issuer);
    try {
      const claims = await verifier.verify(token);
      // For a method without scopes, API Gateway accepts id tokens only.
      return claims.token_use === 'id' && claims.exp !== undefined ? claims : undefined;
    } catch {
      return undefined;
    }
  };
}
