import type { GatewayFailure } from './gateway-failure';
import { errorContext } from './gateway-response';
import type { HttpResponse } from './http-response';
import type { RequestContext } from './request-context';
import { substitute } from './simple-variables';

export interface Served {
  readonly context: RequestContext;
  readonly response: HttpResponse;
  readonly failure?: GatewayFailure;
  readonly responseLatency: number;
  readonly integration?: { readonly latency: number; readonly status: number };
}

/** A line in the stage's format; what has no value is logged as `-`. */
export function accessLogLine(format: string, { context, response, failure, responseLatency, integration }: Served): string {
  return substitute(format, {
    ...context,
    status: response.status,
    responseLength: response.body.length,
    responseLatency,
    integrationLatency: integration?.latency,
    integrationStatus: integration?.status,
    integration: integration,
    error: failure && errorContext(failure),
  }, '-');
}
