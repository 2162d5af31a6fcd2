import { aws_apigateway as apigateway } from 'aws-cdk-lib';
import { gatewayCorsHeaders } from './cors-preflight';
import { errorBody } from '../shared/error-body';

interface GatewayAnswer {
  readonly id: string;
  readonly type: apigateway.ResponseType;
  readonly code: string;
  readonly message: string;
  readonly retryAfterSeconds?: number;
}

/**
 * Own words for each, since API Gateway's quote ARNs and account ids. Statuses stay API Gateway's; types that are not
 * listed fall back to the two defaults.
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
    message: 'The chat could not be started. Try again later.',
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
    message: 'The request is too large.',
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
    message: 'Too many chats are being started at the moment. Try again shortly.',
    retryAfterSeconds: 1,
  },
];

/** Makes API Gateway's own answers readable for clients: JSON, with the CORS headers. */
export function addGatewayResponses(api: apigateway.RestApi, allowedOrigins: string[]): void {
  for (const { id, type, code, message, retryAfterSeconds } of GATEWAY_ANSWERS) {
    api.addGatewayResponse(id, {
      type,
      responseHeaders: {
        ...gatewayCorsHeaders(allowedOrigins),
        ...(retryAfterSeconds && { 'Retry-After': `'${retryAfterSeconds}'` }),
      },
      templates: { 'application/json': errorBody(code, message) },
    });
  }
}
