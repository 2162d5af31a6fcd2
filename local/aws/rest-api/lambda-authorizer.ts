import type { AuthorizerDefinition } from './authorizer-definition';
import type { Authorization } from './caller-identity';
import { GatewayFailure } from './gateway-failure';
import type { RoutedRequest } from './gateway-request';
import { readIdentitySource } from './identity-source';
import type { InvokeFunction } from './invoke-function';
import { buildProxyEvent } from './proxy-event';
import { NODE_RUNTIME } from '../template/function-definition';

interface PolicyStatement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html */
interface AuthorizerOutput {
  readonly principalId: string;
  readonly policyDocument: { readonly Statement: PolicyStatement[] };
  readonly context?: Record<string, unknown>;
}

/** An answer that is kept. */
interface KeptAnswer {
  readonly payload: unknown;
  readonly until: number;
}

/**
 * Runs the function of a TOKEN or REQUEST authorizer. An answer is kept for other requests with the same identity sources,
 * to whichever method of the API: its policy is applied to each. Errors are not kept.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export class LambdaAuthorizer {
  private readonly invoke: InvokeFunction;
  private readonly kept = new Map<string, KeptAnswer>();

  constructor(private readonly definition: AuthorizerDefinition, functions: Map<string, InvokeFunction>) {
    const invoke = functions.get(definition.functionArn ?? '');
    if (!invoke) throw new Error(`${definition.logicalId}.Properties.AuthorizerUri must name a function of the same stack with runtime ${NODE_RUNTIME} and an asset`);
    this.invoke = invoke;
  }

  async authorize(request: RoutedRequest): Promise<Authorization> {
    const sources = this.definition.identitySources.map((source) => readIdentitySource(request, source));
    if (sources.includes(undefined)) throw new GatewayFailure('UNAUTHORIZED');
    return toAuthorization(await this.ask(request, sources), buildMethodArn(request));
  }

  private async ask(request: RoutedRequest, sources: (string | undefined)[]): Promise<unknown> {
    const key = JSON.stringify(sources);
    const kept = this.kept.get(key);
    if (kept && Date.now() < kept.until) return kept.payload;
    const answer = await this.invoke(this.buildEvent(request, sources[0]));
    if (answer.functionError) {
      throw new GatewayFailure('errorMessage' in answer.functionError && answer.functionError.errorMessage === 'Unauthorized' ? 'UNAUTHORIZED' : 'AUTHORIZER_FAILURE');
    }
    // Without identity sources, API Gateway keeps no answers.
    if (sources.length > 0) this.kept.set(key, { payload: answer.payload, until: Date.now() + this.definition.resultTtlSeconds * 1000 });
    return answer.payload;
  }

  private buildEvent(request: RoutedRequest, token = ''): object {
    const { type, validationExpression } = this.definition;
    if (type !== 'TOKEN') {
      return { ...buildProxyEvent(request, request.method.resourcePath, {}), type: 'REQUEST', methodArn: buildMethodArn(request), body: undefined, isBase64Encoded: undefined };
    }
    if (validationExpression && !new RegExp(validationExpression).test(token)) throw new GatewayFailure('UNAUTHORIZED');
    return { type: 'TOKEN', methodArn: buildMethodArn(request), authorizationToken: token };
  }
}

function toAuthorization(payload: unknown, arn: string): Authorization {
  if (!isAuthorizerOutput(payload)) throw new GatewayFailure('AUTHORIZER_CONFIGURATION_ERROR');
  const { principalId, policyDocument: { Statement }, context = {} } = payload;
  const effects = Statement.filter((statement) => matchesStatement(statement, arn)).map(({ Effect }) => Effect);
  if (effects.includes('Deny') || !effects.includes('Allow')) throw new GatewayFailure('ACCESS_DENIED');
  const values = Object.entries(context);
  if (values.some(([, value]) => typeof value === 'object')) throw new GatewayFailure('AUTHORIZER_CONFIGURATION_ERROR');
  return { authorizer: { ...Object.fromEntries(values.map(([name, value]) => [name, String(value)])), principalId, integrationLatency: 0 } };
}

function isAuthorizerOutput(payload: unknown): payload is AuthorizerOutput {
  const { principalId, policyDocument } = (payload ?? {}) as Partial<AuthorizerOutput>;
  return typeof principalId === 'string' && Array.isArray(policyDocument?.Statement);
}

function matchesStatement({ Action, Resource }: PolicyStatement, arn: string): boolean {
  const matches = (patterns: string | string[], text: string) => [patterns].flat().some((pattern) => toRegExp(pattern).test(text));
  return matches(Action, 'execute-api:Invoke') && matches(Resource, arn);
}

function toRegExp(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, 'i');
}

function buildMethodArn({ api, httpMethod, method }: RoutedRequest): string {
  return `arn:aws:execute-api:${api.region}:${api.account}:${api.apiId}/${api.stage.name}/${httpMethod}${method.resourcePath}`;
}
