import { aws_apigateway as apigateway } from 'aws-cdk-lib';
import { CorsSettings, buildGatewayCorsHeaders } from './cors-preflight';
import { buildErrorBody } from '../../shared/error-body';
import { ERROR_MESSAGES } from '../../shared/error-messages';
import type { GatewayErrorCode } from '../../shared/start-chat-contract';

interface GatewayAnswer {
  readonly id: string;
  readonly type: apigateway.ResponseType;
  readonly code: GatewayErrorCode;
  readonly message: string;
  readonly retryAfterSeconds?: number;
}

/**
 * The answers that replace API Gateway's own ones, whose messages quote ARNs and account ids. The statuses stay API Gateway's. Types that are not
 * listed here use one of the two defaults.
 */
const GATEWAY_ANSWERS: GatewayAnswer[] = [
  {
    id: 'Default4xx',
    type: apigateway.ResponseType.DEFAULT_4XX,
    code: 'RequestRejected',
    message: 'The request was rejected before it reached the chat service.',
  },
  {
    id: 'Default5xx',
    type: apigateway.ResponseType.DEFAULT_5XX,
    code: 'InternalError',
    message: ERROR_MESSAGES.InternalError,
  },
  {
    id: 'Unauthorized',
    type: apigateway.ResponseType.UNAUTHORIZED,
    code: 'Unauthorized',
    message: 'The request carries no valid credentials.',
  },
  {
    id: 'InvalidSignature',
    type: apigateway.ResponseType.INVALID_SIGNATURE,
    code: 'Unauthorized',
    message: 'The signature of the request is not valid. Check the credentials, the Region and the clock of the caller.',
  },
  {
    id: 'ExpiredToken',
    type: apigateway.ResponseType.EXPIRED_TOKEN,
    code: 'Unauthorized',
    message: 'The credentials of the request have expired.',
  },
  {
    id: 'AccessDenied',
    type: apigateway.ResponseType.ACCESS_DENIED,
    code: 'AccessDenied',
    message: 'The caller may not start chats here.',
  },
  {
    id: 'MissingAuthentication',
    type: apigateway.ResponseType.MISSING_AUTHENTICATION_TOKEN,
    code: 'MissingAuthentication',
    message: 'The request carries no credentials, or this method and path do not exist. Chats are started by POST on the root of the stage.',
  },
  {
    id: 'RequestTooLarge',
    type: apigateway.ResponseType.REQUEST_TOO_LARGE,
    code: 'RequestTooLarge',
    message: ERROR_MESSAGES.RequestTooLarge,
  },
  {
    id: 'Blocked',
    type: apigateway.ResponseType.WAF_FILTERED,
    code: 'RequestBlocked',
    message: 'The request was blocked. Too many may have come from this address: try again in a few minutes.',
  },
  {
    id: 'Throttled',
    type: apigateway.ResponseType.THROTTLED,
    code: 'TooManyRequests',
    message: ERROR_MESSAGES.TooManyRequests,
    retryAfterSeconds: 1,
  },
];

/** Lets clients read the answers that API Gateway makes by itself: as JSON, and with CORS headers. */
export function addGatewayResponses(api: apigateway.RestApi, cors: CorsSettings): void {
  for (const { id, type, code, message, retryAfterSeconds } of GATEWAY_ANSWERS) {
    api.addGatewayResponse(id, {
      type,
      responseHeaders: {
        ...buildGatewayCorsHeaders(cors),
        ...(retryAfterSeconds && { 'Retry-After': `'${retryAfterSeconds}'` }),
      },
      templates: { 'application/json': JSON.stringify(buildErrorBody(code, message, '$context.requestId')) },
    });
  }
}
