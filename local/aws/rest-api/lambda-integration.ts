import { GatewayFailure } from './gateway-failure';
import { parseFunctionArn } from './integration-uri';
import type { FunctionResult, InvokeFunction } from './invoke-function';
import { buildProxyEvent } from './proxy-event';
import { toHttpResponse } from './proxy-result';
import type { MethodDefinition } from './rest-api-definition';
import type { RunIntegration } from './run-integration';
import { NODE_RUNTIME } from '../template/function-definition';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const DEFAULT_TIMEOUT_MS = 29_000;

/** Runs a Lambda proxy integration. As in AWS, the function runs on after the integration's time-out. */
export function createLambdaIntegration(method: MethodDefinition, functions: Map<string, InvokeFunction>): RunIntegration {
  const { Uri: uri = '', TimeoutInMillis: timeoutMs = DEFAULT_TIMEOUT_MS } = method.integration;
  const invoke = functions.get(parseFunctionArn(uri) ?? '');
  if (!invoke) throw new Error(`${method.logicalId}.Properties.Integration.Uri must name a function of the same stack with runtime ${NODE_RUNTIME} and an asset; got ${uri}`);

  return async ({ request, path, authorization }) => {
    const answer = await limitTime(timeoutMs, invoke(buildProxyEvent(request, path, authorization)));
    if (answer.functionError) throw new GatewayFailure('DEFAULT_5XX');
    return toHttpResponse(answer.payload, request);
  };
}

async function limitTime(timeoutMs: number, answer: Promise<FunctionResult>): Promise<FunctionResult> {
  let timer: NodeJS.Timeout;
  const timedOut = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new GatewayFailure('INTEGRATION_TIMEOUT')), timeoutMs);
  });
  return Promise.race([answer, timedOut]).finally(() => clearTimeout(timer));
}
