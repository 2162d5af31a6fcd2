import { substituteVariables } from './context-variables';
import type { GatewayFailure } from './gateway-failure';
import { buildErrorContext } from './gateway-response';
import type { HttpResponse } from './http-response';
import type { RequestContext } from './request-context';

export interface ServedRequest {
  readonly context: RequestContext;
  readonly response: HttpResponse;
  readonly failure?: GatewayFailure;
  readonly responseLatency: number;
  readonly integration?: { readonly latency: number; readonly status: number };
}

/** Formats a line of the access log. A variable without a value becomes `-`. */
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
