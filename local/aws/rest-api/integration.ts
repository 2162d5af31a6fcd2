import type { Authorization } from './caller-identity';
import type { RoutedRequest } from './gateway-request';
import type { GatewayResponse } from './http-response';
import { lambdaIntegration } from './lambda-integration';
import { mockIntegration } from './mock-integration';
import type { RequestContext } from './request-context';
import type { MethodDefinition } from './rest-api-definition';

/** Runs the function with this ARN. */
export type InvokeFunction = (event: unknown) => Promise<FunctionAnswer>;
export type FunctionAnswer = { readonly payload: unknown; readonly functionError?: undefined } | { readonly functionError: object };

export interface IntegrationRequest {
  readonly request: RoutedRequest;
  /** Path below the stage. */
  readonly path: string;
  readonly authorization: Authorization;
  readonly context: RequestContext;
}

/** Answers a request, or throws a `GatewayFailure`. */
export type RunIntegration = (request: IntegrationRequest) => Promise<GatewayResponse>;

/** By `Type` of a method's integration. */
const INTEGRATIONS: Record<string, (method: MethodDefinition, functions: Map<string, InvokeFunction>) => RunIntegration> = {
  AWS_PROXY: lambdaIntegration,
  MOCK: mockIntegration,
};

export function integrationOf(method: MethodDefinition, functions: Map<string, InvokeFunction>): RunIntegration {
  const { Type: type } = method.integration;
  if (!Object.hasOwn(INTEGRATIONS, type)) {
    const known = Object.keys(INTEGRATIONS).join(', ');
    throw new Error(`${method.logicalId}.Properties.Integration.Type is ${type}: on this machine it can be one of ${known}`);
  }
  return INTEGRATIONS[type](method, functions);
}
