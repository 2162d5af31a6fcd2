import type { GatewayFailure } from './gateway-failure';
import { buildErrorContext } from './gateway-response';
import type { HttpResponse } from './http-response';
import type { RequestContext } from './request-context';
import { substituteVariables } from './context-variables';

export interface ServedRequest {
  readonly context: RequestContext;
  readonly response: HttpResponse;
  readonly failure?: GatewayFailure;
  readonly responseLatency: number;
  readonly integration?: { readonly latency: number; readonly status: number };
}

/** A line in the stage's format; what has no value is logged as `-`. */
export function formatAccessLog(format: string, { context, response, failure, responseLatency, integration }: ServedRequest): string {
  return substituteVariables(format, {
    ...context,
    status: response.status,
    responseLength: response.body.length,
    responseLatency,
    integrationLatency: integration?.latency,
    integrationStatus: integration?.status,
    integration: integration,
    error: failure && buildErrorContext(failure),
  }, '-');
}
