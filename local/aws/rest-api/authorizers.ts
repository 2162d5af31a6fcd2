import type { AuthorizerDefinition } from './authorizer-definition';
import type { Authorization } from './caller-identity';
import { CognitoAuthorizer, VerifyUserPoolToken } from './cognito-authorizer';
import type { RoutedRequest } from './gateway-request';
import type { InvokeFunction } from './invoke-function';
import { LambdaAuthorizer } from './lambda-authorizer';
import type { MethodDefinition } from './rest-api-definition';
import { LocalCredentials, SigV4Authorizer } from './sigv4-authorizer';

/** Lets a request pass, and says who sent it, or throws a `GatewayFailure`. */
export interface Authorizer {
  authorize(request: RoutedRequest): Promise<Authorization>;
}

/** What authorizers decide by. */
export interface AuthorizerDependencies {
  readonly credentials: LocalCredentials;
  /** By ARN. */
  readonly functions: Map<string, InvokeFunction>;
  readonly verifyUserPoolToken?: VerifyUserPoolToken;
}

/** By `AuthorizationType` of a method. */
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
    throw new Error(`${logicalId}.Properties.AuthorizationType is ${authorizationType}: on this machine it can be one of ${known}`);
  }
  return AUTHORIZERS[authorizationType](method, parts);
}

function requireAuthorizer({ logicalId, authorizer }: MethodDefinition): AuthorizerDefinition {
  if (!authorizer) throw new Error(`${logicalId}.Properties.AuthorizerId names no authorizer of this template`);
  return authorizer;
}
