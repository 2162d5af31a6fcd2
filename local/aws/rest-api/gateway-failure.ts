/**
 * The error responses that API Gateway creates itself.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
const RESPONSE_TYPES = {
  ACCESS_DENIED: { status: 403, message: 'Forbidden', errorType: 'AccessDeniedException' },
  API_CONFIGURATION_ERROR: { status: 500, message: 'Internal server error', errorType: 'InternalServerErrorException' },
  AUTHORIZER_CONFIGURATION_ERROR: { status: 500, message: null, errorType: 'AuthorizerConfigurationException' },
  AUTHORIZER_FAILURE: { status: 500, message: null, errorType: 'AuthorizerConfigurationException' },
  DEFAULT_5XX: { status: 502, message: 'Internal server error', errorType: 'InternalServerErrorException' },
  EXPIRED_TOKEN: { status: 403, message: 'The security token included in the request is expired', errorType: 'ExpiredTokenException' },
  INTEGRATION_TIMEOUT: { status: 504, message: 'Endpoint request timed out', errorType: 'InternalServerErrorException' },
  INVALID_SIGNATURE: {
    status: 403,
    message: 'The request signature we calculated does not match the signature you provided. '
      + 'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    errorType: 'InvalidSignatureException',
  },
  MISSING_AUTHENTICATION_TOKEN: { status: 403, message: 'Missing Authentication Token', errorType: 'MissingAuthenticationTokenException' },
  // AWS does not document the error type for a body that is too large.
  REQUEST_TOO_LARGE: { status: 413, message: 'Request Too Long', errorType: undefined },
  THROTTLED: { status: 429, message: 'Too Many Requests', errorType: 'TooManyRequestsException' },
  UNAUTHORIZED: { status: 401, message: 'Unauthorized', errorType: 'UnauthorizedException' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: 'Unsupported Media Type', errorType: 'BadRequestException' },
} as const;

export type GatewayResponseType = keyof typeof RESPONSE_TYPES;

/** Thrown to answer a request with a gateway response instead of the integration's response. */
export class GatewayFailure extends Error {
  readonly status: number;
  readonly errorType: string | undefined;
  /** API Gateway's default message; null when there is no message. */
  readonly text: string | null;

  constructor(readonly responseType: GatewayResponseType, options: { readonly text?: string; readonly errorType?: string } = {}) {
    const defaults = RESPONSE_TYPES[responseType];
    super(responseType);
    this.status = defaults.status;
    this.text = options.text ?? defaults.message;
    this.errorType = options.errorType ?? defaults.errorType;
  }
}
