import type { Authorization } from './caller-identity';
import type { RoutedRequest } from './gateway-request';
import type { HttpResponse } from './http-response';
import type { RequestContext } from './request-context';

export interface IntegrationRequest {
  readonly request: RoutedRequest;
  /** Path below the stage. */
  readonly path: string;
  readonly authorization: Authorization;
  readonly context: RequestContext;
}

/** Responds to a request, or throws a `GatewayFailure`. */
export type RunIntegration = (request: IntegrationRequest) => Promise<HttpResponse>;
