import { GatewayFailure } from './gateway-failure';
import { getHeader, RoutedRequest } from './gateway-request';
import type { InvokeFunction } from './invoke-function';
import { renderMappingTemplate, ResponseOverride, findUnknownVariables } from './mapping-template';
import { isMappable, mapParameters } from './parameter-mapping';
import type { Integration, IntegrationResponse, MethodDefinition } from './rest-api-definition';
import type { RunIntegration } from './run-integration';

const HEADER_PREFIX = 'method.response.header.';
/** API Gateway accepts more than strict JSON from the request template: the CDK writes `{ statusCode: 200 }`. */
const STATUS_CODE = /["']?statusCode["']?\s*:\s*["']?(\d{3})\b/;

/** API Gateway answers without a backend: the request template sets the status code, which selects the integration response. */
export function createMockIntegration(method: MethodDefinition, _functions: Map<string, InvokeFunction>): RunIntegration {
  checkSupported(method);
  const { integration } = method;

  return async ({ request, context }) => {
    const chosen = renderMappingTemplate(chooseRequestTemplate(integration, request), request, context, { header: {} });
    const response = chooseResponse(integration, STATUS_CODE.exec(chosen)?.[1]);
    const override: ResponseOverride = { header: {} };
    const [contentType, template] = chooseResponseTemplate(response, request);
    const body = renderMappingTemplate(template, request, context, override);
    const mapped = mapParameters(HEADER_PREFIX, response.ResponseParameters ?? {}, request, context);
    return {
      status: Number(override.status ?? response.StatusCode),
      headers: applyOverrides([['Content-Type', contentType], ...mapped], override.header),
      body: Buffer.from(body),
    };
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html */
function chooseRequestTemplate({ RequestTemplates = {}, PassthroughBehavior = 'WHEN_NO_MATCH' }: Integration, request: RoutedRequest): string {
  const contentType = (getHeader(request, 'Content-Type') ?? 'application/json').split(';')[0].trim().toLowerCase();
  if (Object.hasOwn(RequestTemplates, contentType)) return RequestTemplates[contentType];
  const hasTemplates = Object.keys(RequestTemplates).length > 0;
  if (PassthroughBehavior === 'NEVER' || (PassthroughBehavior === 'WHEN_NO_TEMPLATES' && hasTemplates)) {
    throw new GatewayFailure('UNSUPPORTED_MEDIA_TYPE');
  }
  return '$input.body';
}

function chooseResponse({ IntegrationResponses = [] }: Integration, status: string | undefined): IntegrationResponse {
  if (status === undefined) throw new GatewayFailure('API_CONFIGURATION_ERROR');
  const response = IntegrationResponses.find(({ SelectionPattern }) => SelectionPattern && new RegExp(`^(?:${SelectionPattern})$`).test(status))
    ?? IntegrationResponses.find(({ SelectionPattern }) => !SelectionPattern);
  if (!response) throw new GatewayFailure('API_CONFIGURATION_ERROR');
  return response;
}

function chooseResponseTemplate({ ResponseTemplates = {} }: IntegrationResponse, request: RoutedRequest): [contentType: string, template: string] {
  const accepted = getHeader(request, 'Accept') ?? '';
  const contentType = [accepted, 'application/json', ...Object.keys(ResponseTemplates)].find((type) => Object.hasOwn(ResponseTemplates, type));
  return contentType === undefined ? ['application/json', ''] : [contentType, ResponseTemplates[contentType]];
}

function applyOverrides(headers: [string, string][], overrides: Record<string, string>): [string, string][] {
  const names = Object.keys(overrides).map((name) => name.toLowerCase());
  return [...headers.filter(([name]) => !names.includes(name.toLowerCase())), ...Object.entries(overrides)];
}

function checkSupported({ logicalId, integration: { RequestTemplates = {}, IntegrationResponses = [] } }: MethodDefinition) {
  const templates = [RequestTemplates, ...IntegrationResponses.map((response) => response.ResponseTemplates ?? {})].flatMap(Object.values<string>);
  const expressions = IntegrationResponses.flatMap((response) => Object.values(response.ResponseParameters ?? {}));
  const unknown = [...templates.flatMap(findUnknownVariables), ...expressions.filter((expression) => !isMappable(expression))];
  if (unknown.length > 0) throw new Error(`${logicalId}.Properties.Integration uses variables or expressions that are not supported on this machine: ${unknown.join(', ')}`);
}
