import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AcceptedToken } from '../../accepted-token';
import { TokenOptions } from '../../signed-in-customers';
import { invalidProp } from '../props/invalid-prop';

/** Throws for options that refuse every token, or that cannot be read. */
export function checkTokenOptions(scope: Construct, options: TokenOptions): void {
  const { acceptedToken, requiredScopes, requiredClaims, customerIdClaim } = options;
  if (acceptedToken !== undefined && !Object.values(AcceptedToken).includes(acceptedToken)) {
    throw invalidProp(scope, 'access.acceptedToken', { must: `be one of ${Object.values(AcceptedToken).join(', ')}`, got: acceptedToken });
  }
  for (const [option, list] of Object.entries({ requiredScopes, requiredClaims })) {
    if (list !== undefined && (!Array.isArray(list) || Token.isUnresolved(list) || list.some((item) => typeof item !== 'string' || !/^\S+$/.test(item)))) {
      throw invalidProp(scope, `access.${option}`, { must: 'be a list of names without spaces, whose length is known at synthesis', got: list });
    }
  }
  if (requiredScopes?.length && acceptedToken === AcceptedToken.ID) {
    throw invalidProp(scope, 'access.requiredScopes', {
      must: 'be left out when ID tokens are accepted, which have no scopes', got: requiredScopes, remedy: 'Set acceptedToken to AcceptedToken.ACCESS.',
    });
  }
  if (customerIdClaim === '') {
    throw invalidProp(scope, 'access.customerIdClaim', { must: 'be the name of a claim', got: '', remedy: "Leave it out for 'sub'." });
  }
}
