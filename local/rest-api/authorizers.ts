import type { Authorization } from './caller-identity';
import type { GatewayRequest } from './gateway-request';
import type { MethodDefinition } from './rest-api-definition';
import { LocalCredentials, SigV4Authorizer } from './sigv4-authorizer';

/** Lets a request pass, and says who sent it, or throws a `GatewayFailure`. */
export interface Authorizer {
  authorize(request: GatewayRequest): Promise<Authorization>;
}

/** By `AuthorizationType` of a method. Other kinds of authorizers are added here. */
const AUTHORIZERS: Record<string, (credentials: LocalCredentials) => Authorizer> = {
  NONE: () => ({ authorize: async () => ({}) }),
  AWS_IAM: (credentials) => new SigV4Authorizer(credentials),
};

export function authorizerOf({ logicalId, authorizationType }: MethodDefinition, credentials: LocalCredentials): Authorizer {
  if (!Object.hasOwn(AUTHORIZERS, authorizationType)) {
    const known = Object.keys(AUTHORIZERS).join(', ');
    throw new Error(`${logicalId}.Properties.AuthorizationType is ${authorizationType}: on this machine it can be one of ${known}`);
  }
  return AUTHORIZERS[authorizationType](credentials);
}
