import type { AuthorizerDefinition } from './authorizer-definition';
import type { Authorization } from './caller-identity';
import { CognitoAuthorizer, VerifyUserPoolToken } from './cognito-authorizer';
import type { RoutedRequest } from './gateway-request';
import type { InvokeFunction } from './invoke-function';
import { LambdaAuthorizer } from './lambda-authorizer';
import type { MethodDefinition } from './rest-api-definition';
import { LocalCredentials, SigV4Authorizer } from './sigv4-authorizer';

/** Returns who sent the request, or throws a `GatewayFailure` when the caller may not send it. */
export interface Authorizer {
  authorize(request: RoutedRequest): Promise<Authorization>;
}

export interface AuthorizerDependencies {
  readonly credentials: LocalCredentials;
  /** Keyed by ARN. */
  readonly functions: Map<string, InvokeFunction>;
  readonly verifyUserPoolToken?: VerifyUserPoolToken;
}

/** Keyed by the `AuthorizationType` of a method. */
const AUTHORIZERS: Record<string, (method: MethodDefinition, parts: AuthorizerDependencies) => Authorizer> = {
  NONE: () => ({ authorize: async () => ({}) }),
  AWS_IAM: (_method, { credentials }) => new SigV4Authorizer(credentials),
  COGNITO_USER_POOLS: (method, { verifyUserPoolToken }) => new CognitoAuthorizer(requireAuthorizer(method), verifyUserPoolToken),
  CUSTOM: (method, { functions }) => new LambdaAuthorizer(requireAuthorizer(method), functions),
};

export function createAuthorizer(method: MethodDefinition, parts: AuthorizerDependencies): Authorizer {
  const { logicalId, authorizationType } = method;
  if (!Object.hasOwn(AUTHORIZERS, authorizationType)) {
    const known = Object.keys(AUTHORIZERS).join(', ');
    throw new Error(`${logicalId}.Properties.AuthorizationType must be one of ${known} to run on this machine; got ${authorizationType}`);
  }
  return AUTHORIZERS[authorizationType](method, parts);
}

function requireAuthorizer({ logicalId, authorizer }: MethodDefinition): AuthorizerDefinition {
  if (!authorizer) throw new Error(`${logicalId}.Properties.AuthorizerId must name an authorizer of the same template`);
  return authorizer;
}
