import { formatAccessLog } from './access-log';
import type { AuthorizerDefinition } from './authorizer-definition';
import { Authorizer, createAuthorizer, AuthorizerDependencies } from './authorizers';
import type { Authorization } from './caller-identity';
import { GatewayFailure } from './gateway-failure';
import { GatewayRequest, RoutedRequest } from './gateway-request';
import { renderGatewayResponse } from './gateway-response';
import type { HttpResponse } from './http-response';
import { createIntegration } from './integrations';
import { buildRequestContext } from './request-context';
import type { MethodDefinition, RestApiDefinition } from './rest-api-definition';
import { findRoute } from './routes';
import type { RunIntegration } from './run-integration';
import { createThrottle } from './throttle';
import type { TokenBucket } from '../../http/token-bucket';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;

export interface RestApiOptions extends AuthorizerDependencies {
  readonly definition: RestApiDefinition;
  readonly onAccessLog?: (line: string) => void;
}

interface MethodParts {
  readonly authorizer: Authorizer;
  readonly integration: RunIntegration;
  readonly throttle: TokenBucket | undefined;
}

/** What is known about a request so far. */
interface Progress {
  request: GatewayRequest | RoutedRequest;
  authorization: Authorization;
  integration?: { latency: number; status: number };
}

/** Serves the requests to a REST API's stage as API Gateway does. */
export class RestApi {
  private readonly methods: Map<MethodDefinition, MethodParts>;

  constructor(private readonly options: RestApiOptions) {
    const { definition, functions } = options;
    const authorizerOf = shareAuthorizers(options);
    this.methods = new Map(definition.methods.map((method) => [method, {
      authorizer: authorizerOf(method),
      integration: createIntegration(method, functions),
      throttle: createThrottle(definition.stage.methodSettings, method),
    }]));
  }

  async serve(request: GatewayRequest): Promise<HttpResponse> {
    const path = removeStageFromPath(request);
    if (path === undefined) return answerOutsideStage(request);
    const progress: Progress = { request, authorization: {} };
    let failure: GatewayFailure | undefined;
    const answer = await this.answer(path, progress).catch((error: unknown) => {
      if (!(error instanceof GatewayFailure)) throw error;
      failure = error;
      return renderGatewayResponse(error, request, buildRequestContext(progress.request, progress.authorization));
    });
    const response = addGatewayHeaders(request, answer);
    this.log(progress, response, failure);
    return response;
  }

  private async answer(path: string, progress: Progress): Promise<HttpResponse> {
    const { definition } = this.options;
    const route = findRoute(definition, progress.request.httpMethod, path);
    if (!route) throw new GatewayFailure('MISSING_AUTHENTICATION_TOKEN');
    const request: RoutedRequest = { ...progress.request, ...route };
    progress.request = request;
    if (request.body.length > MAX_BODY_BYTES) throw new GatewayFailure('REQUEST_TOO_LARGE');

    const { authorizer, integration, throttle } = this.methods.get(route.method)!;
    progress.authorization = await authorizer.authorize(request);
    if (throttle && !throttle.take()) throw new GatewayFailure('THROTTLED');

    const { authorization } = progress;
    const started = Date.now();
    const response = await integration({ request, path, authorization, context: buildRequestContext(request, authorization) });
    progress.integration = { latency: Date.now() - started, status: response.status };
    return response;
  }

  private log({ request, authorization, integration }: Progress, response: HttpResponse, failure: GatewayFailure | undefined) {
    const { definition, onAccessLog } = this.options;
    if (!definition.stage.accessLogFormat || !onAccessLog) return;
    const context = buildRequestContext(request, authorization);
    const responseLatency = Date.now() - request.receivedAt.getTime();
    onAccessLog(formatAccessLog(definition.stage.accessLogFormat, { context, response, failure, responseLatency, integration }));
  }
}

/** Methods with the same authorizer share it, and the answers that it keeps. */
function shareAuthorizers(options: RestApiOptions): (method: MethodDefinition) => Authorizer {
  const shared = new Map<AuthorizerDefinition, Authorizer>();
  return (method) => {
    const authorizer = (method.authorizer && shared.get(method.authorizer)) ?? createAuthorizer(method, options);
    if (method.authorizer) shared.set(method.authorizer, authorizer);
    return authorizer;
  };
}

function removeStageFromPath({ rawPath, api }: GatewayRequest): string | undefined {
  const prefix = `/${api.stage.name}`;
  if (rawPath === prefix) return '/';
  return rawPath.startsWith(`${prefix}/`) ? rawPath.slice(prefix.length) : undefined;
}

/** Gateway responses belong to a stage. For a path outside it, API Gateway answers with its default text. */
function answerOutsideStage(request: GatewayRequest): HttpResponse {
  const headers: [string, string][] = [['Content-Type', 'application/json'], ['x-amzn-ErrorType', 'ForbiddenException']];
  return addGatewayHeaders(request, { status: 403, headers, body: Buffer.from('{"message":"Forbidden"}') });
}

function addGatewayHeaders({ requestId, extendedRequestId, traceId }: GatewayRequest, response: HttpResponse): HttpResponse {
  const own: [string, string][] = [['x-amzn-RequestId', requestId], ['x-amz-apigw-id', extendedRequestId], ['X-Amzn-Trace-Id', traceId]];
  return { ...response, headers: [...own, ...response.headers] };
}
