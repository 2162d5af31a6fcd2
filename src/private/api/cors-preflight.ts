import { aws_apigateway as apigateway } from 'aws-cdk-lib';
import { buildErrorBody } from '../../shared/error-body';
import { ERROR_MESSAGES } from '../../shared/error-messages';
import { isOriginPattern, toOriginExpression } from '../../shared/origin-pattern';

/** What pages of other origins may do. */
export interface CorsSettings {
  readonly allowedOrigins: string[];
  readonly allowedHeaders: string[];
  /** Whether pages may send cookies. */
  readonly allowCredentials: boolean;
}

/** Browsers cache a preflight's answer for at most this time: https://developer.mozilla.org/docs/Web/HTTP/Headers/Access-Control-Max-Age */
const MAX_AGE_SECONDS = 7200;
const STATUS = '204';
const CREDENTIALS = 'Access-Control-Allow-Credentials';
const EXPOSED = { 'Access-Control-Expose-Headers': "'Retry-After'" };

/**
 * Creates the integration that answers the CORS preflight inside API Gateway. `addCorsPreflight` of the REST API is almost the
 * same, but it answers 204 to an origin that is not allowed, where the contract has 403.
 */
export function createPreflightIntegration(cors: CorsSettings): apigateway.Integration {
  return new apigateway.MockIntegration({
    requestTemplates: { 'application/json': `{"statusCode": ${STATUS}}` },
    integrationResponses: [{
      statusCode: STATUS,
      responseParameters: prefixKeys('method.response.header.', buildStaticHeaders(cors)),
      responseTemplates: { 'application/json': allowsEveryOrigin(cors) ? '' : renderOriginCheck(cors) },
    }],
  });
}

export function createPreflightMethodResponses(cors: CorsSettings): apigateway.MethodResponse[] {
  const declared = Object.keys(buildStaticHeaders(cors)).map((header) => [header, true]);
  return [{ statusCode: STATUS, responseParameters: prefixKeys('method.response.header.', Object.fromEntries(declared)) }];
}

/**
 * The CORS headers of an answer that API Gateway makes by itself: header names, and API Gateway's mapping expressions. These
 * cannot search a list of origins. With several allowed origins, the answer allows the one that asked: it holds only the error.
 * It allows no credentials then, because any origin may have asked.
 */
export function buildGatewayCorsHeaders(cors: CorsSettings): Record<string, string> {
  const { allowedOrigins: [first, ...others], allowCredentials } = cors;
  if (first === undefined) {
    return {};
  }
  if (allowsEveryOrigin(cors)) {
    return { ...EXPOSED, 'Access-Control-Allow-Origin': "'*'" };
  }
  if (others.length === 0 && !isOriginPattern(first)) {
    return { ...EXPOSED, 'Access-Control-Allow-Origin': `'${first}'`, ...(allowCredentials && { [CREDENTIALS]: "'true'" }), 'Vary': "'Origin'" };
  }
  // Browsers use HTTP/2, which has header names in lower case.
  return { ...EXPOSED, 'Access-Control-Allow-Origin': 'method.request.header.origin', 'Vary': "'Origin'" };
}

function allowsEveryOrigin({ allowedOrigins }: CorsSettings): boolean {
  return allowedOrigins[0] === '*';
}

function buildStaticHeaders(cors: CorsSettings): Record<string, string> {
  return {
    'Access-Control-Allow-Headers': `'${cors.allowedHeaders.join(', ')}'`,
    'Access-Control-Allow-Methods': "'OPTIONS, POST'",
    'Access-Control-Max-Age': `'${MAX_AGE_SECONDS}'`,
    ...(allowsEveryOrigin(cors) ? { 'Access-Control-Allow-Origin': "'*'" } : { Vary: "'Origin'" }),
  };
}

/** API Gateway keeps the case of header names. HTTP/2 clients send them in lower case. */
function renderOriginCheck({ allowedOrigins, allowCredentials }: CorsSettings): string {
  const isAllowed = allowedOrigins.map((origin) => (
    isOriginPattern(origin) ? `$origin.matches("${toOriginExpression(origin)}")` : `$origin == "${origin}"`
  )).join(' || ') || 'false';
  return [
    '#set($origin = $input.params().header.get("Origin"))',
    '#if(!$origin)#set($origin = $input.params().header.get("origin"))#end',
    `#if(${isAllowed})`,
    '#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)',
    ...(allowCredentials ? [`#set($context.responseOverride.header.${CREDENTIALS} = "true")`] : []),
    '#elseif($origin)',
    '#set($context.responseOverride.status = 403)',
    JSON.stringify(buildErrorBody('OriginNotAllowed', ERROR_MESSAGES.OriginNotAllowed, '$context.requestId')),
    '#end',
  ].join('\n');
}

function prefixKeys<T>(prefix: string, entries: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [prefix + key, value]));
}
