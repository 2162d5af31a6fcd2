import { substituteVariables } from './context-variables';
import type { GatewayFailure } from './gateway-failure';
import { GatewayRequest, getHeader } from './gateway-request';
import type { HttpResponse } from './http-response';
import { mapParameters } from './parameter-mapping';
import type { RequestContext } from './request-context';
import type { GatewayResponseDefinition } from './rest-api-definition';

const DEFAULT_TEMPLATES = { 'application/json': '{"message":$context.error.messageString}' };

/** Renders the gateway response that the API defines for the failure, else the one for DEFAULT_4XX or DEFAULT_5XX, else API Gateway's default. */
export function renderGatewayResponse(failure: GatewayFailure, request: GatewayRequest, context: RequestContext): HttpResponse {
  const definition = findDefinition(failure, request.api.gatewayResponses);
  const [contentType, template] = chooseTemplate(request, definition.ResponseTemplates ?? DEFAULT_TEMPLATES);
  return {
    status: Number(definition.StatusCode ?? failure.status),
    headers: [
      ['Content-Type', contentType],
      ...(failure.errorType ? [['x-amzn-ErrorType', failure.errorType] as [string, string]] : []),
      ...mapParameters('gatewayresponse.header.', definition.ResponseParameters ?? {}, request, context),
    ],
    body: Buffer.from(substituteVariables(template, { ...context, error: buildErrorContext(failure) }, '')),
  };
}

/** `$context.error`; `messageString` is the message as a JSON string. */
export function buildErrorContext({ text, responseType }: GatewayFailure) {
  return { message: text, messageString: JSON.stringify(text), responseType };
}

function findDefinition(failure: GatewayFailure, definitions: Map<string, GatewayResponseDefinition>): GatewayResponseDefinition {
  const fallback = failure.status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
  return definitions.get(failure.responseType) ?? definitions.get(fallback) ?? {};
}

function chooseTemplate(request: GatewayRequest, templates: Record<string, string>): [string, string] {
  const accepted = getHeader(request, 'Accept') ?? '';
  const contentType = [accepted, 'application/json', ...Object.keys(templates)].find((type) => Object.hasOwn(templates, type));
  return contentType === undefined ? ['application/json', ''] : [contentType, templates[contentType]];
}
