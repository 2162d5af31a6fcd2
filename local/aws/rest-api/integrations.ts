import type { InvokeFunction } from './invoke-function';
import { createLambdaIntegration } from './lambda-integration';
import { createMockIntegration } from './mock-integration';
import type { MethodDefinition } from './rest-api-definition';
import type { RunIntegration } from './run-integration';

/** Keyed by the `Type` of a method's integration. */
const INTEGRATIONS: Record<string, (method: MethodDefinition, functions: Map<string, InvokeFunction>) => RunIntegration> = {
  AWS_PROXY: createLambdaIntegration,
  MOCK: createMockIntegration,
};

export function createIntegration(method: MethodDefinition, functions: Map<string, InvokeFunction>): RunIntegration {
  const { Type: type } = method.integration;
  if (!Object.hasOwn(INTEGRATIONS, type)) {
    const known = Object.keys(INTEGRATIONS).join(', ');
    throw new Error(`${method.logicalId}.Properties.Integration.Type must be one of ${known} to run on this machine; got ${type}`);
  }
  return INTEGRATIONS[type](method, functions);
}
