import type { RunIntegration } from './integration';
import type { InvokeFunction } from './invoke-function';
import { lambdaIntegration } from './lambda-integration';
import { mockIntegration } from './mock-integration';
import type { MethodDefinition } from './rest-api-definition';

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
