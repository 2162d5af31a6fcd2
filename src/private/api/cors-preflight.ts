import { aws_apigateway as apigateway } from 'aws-cdk-lib';
import { buildErrorBody } from '../../shared/error-body';
import { ERROR_MESSAGES } from '../../shared/error-messages';

const ALLOWED_HEADERS = [
  'Content-Type',
  'Authorization',
  'X-Amz-Date',
  'X-Api-Key',
  'X-Amz-Security-Token',
  'X-Amz-User-Agent',
  'X-Amz-Content-Sha256',
  'x-aws-waf-token',
  'Idempotency-Key',
];
/** Browsers cache a preflight's answer for at most this time: https://developer.mozilla.org/docs/Web/HTTP/Headers/Access-Control-Max-Age */
const MAX_AGE_SECONDS = 7200;
const STATUS = '204';
const EXPOSED = { 'Access-Control-Expose-Headers': "'Retry-After'" };

/**
 * Creates the integration that answers the CORS preflight inside API Gateway. `addCorsPreflight` of the REST API is almost the
 * same, but it answers 204 to an origin that is not allowed, where the contract has 403.
 */
export function createPreflightIntegration(allowedOrigins: string[]): apigateway.Integration {
  return new apigateway.MockIntegration({
    requestTemplates: { 'application/json': `{"statusCode": ${STATUS}}` },
    integrationResponses: [{
      statusCode: STATUS,
      responseParameters: prefixKeys('method.response.header.', buildStaticHeaders(allowedOrigins)),
      responseTemplates: { 'application/json': allowsEveryOrigin(allowedOrigins) ? '' : renderOriginCheck(allowedOrigins) },
    }],
  });
}

export function createPreflightMethodResponses(allowedOrigins: string[]): apigateway.MethodResponse[] {
  const declared = Object.keys(buildStaticHeaders(allowedOrigins)).map((header) => [header, true]);
  return [{ statusCode: STATUS, responseParameters: prefixKeys('method.response.header.', Object.fromEntries(declared)) }];
}

/**
 * The CORS headers of an answer that API Gateway makes by itself: header names, and API Gateway's mapping expressions. These
 * cannot search a list of origins. With several allowed origins, the answer allows the one that asked: it holds only the error.
 */
export function buildGatewayCorsHeaders(allowedOrigins: string[]): Record<string, string> {
  if (allowedOrigins.length === 0) {
    return {};
  }
  if (allowedOrigins.length === 1) {
    return { ...EXPOSED, 'Access-Control-Allow-Origin': `'${allowedOrigins[0]}'`, ...(!allowsEveryOrigin(allowedOrigins) && { Vary: "'Origin'" }) };
  }
  // Browsers use HTTP/2, which has header names in lower case.
  return { ...EXPOSED, 'Access-Control-Allow-Origin': 'method.request.header.origin', 'Vary': "'Origin'" };
}

function allowsEveryOrigin(allowedOrigins: string[]): boolean {
  return allowedOrigins[0] === '*';
}

function buildStaticHeaders(allowedOrigins: string[]): Record<string, string> {
  return {
    'Access-Control-Allow-Headers': `'${ALLOWED_HEADERS.join(', ')}'`,
    'Access-Control-Allow-Methods': "'OPTIONS, POST'",
    'Access-Control-Max-Age': `'${MAX_AGE_SECONDS}'`,
    ...(allowsEveryOrigin(allowedOrigins) ? { 'Access-Control-Allow-Origin': "'*'" } : { Vary: "'Origin'" }),
  };
}

/** API Gateway keeps the case of header names. HTTP/2 clients send them in lower case. */
function renderOriginCheck(allowedOrigins: string[]): string {
  const isAllowed = allowedOrigins.map((origin) => `$origin == "${origin}"`).join(' || ') || 'false';
  return [
    '#set($origin = $input.params().header.get("Origin"))',
    '#if(!$origin)#set($origin = $input.params().header.get("origin"))#end',
    `#if(${isAllowed})`,
    '#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)',
    '#elseif($origin)',
    '#set($context.responseOverride.status = 403)',
    JSON.stringify(buildErrorBody('OriginNotAllowed', ERROR_MESSAGES.OriginNotAllowed, '$context.requestId')),
    '#end',
  ].join('\n');
}

function prefixKeys<T>(prefix: string, entries: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [prefix + key, value]));
}
