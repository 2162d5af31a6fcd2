import { Authorization, buildIdentity } from './caller-identity';
import type { GatewayRequest, RoutedRequest } from './gateway-request';

/**
 * The proxy event's `requestContext`, which is also `$context` in mapping templates and access logs.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function buildRequestContext(request: GatewayRequest & Partial<RoutedRequest>, authorization: Authorization) {
  const { api, method } = request;
  return {
    accountId: api.account,
    apiId: api.apiId,
    domainName: request.host,
    domainPrefix: request.host.split('.')[0],
    extendedRequestId: request.extendedRequestId,
    httpMethod: request.httpMethod,
    identity: buildIdentity(request, authorization),
    ...(authorization.authorizer && { authorizer: authorization.authorizer }),
    path: request.rawPath,
    protocol: request.protocol,
    requestId: request.requestId,
    requestTime: formatLogTime(request.receivedAt),
    requestTimeEpoch: request.receivedAt.getTime(),
    resourceId: method?.resourceId,
    resourcePath: method?.resourcePath,
    stage: api.stage.name,
  };
}

export type RequestContext = ReturnType<typeof buildRequestContext>;

/** For example `22/Nov/2026:14:31:12 +0000`. */
function formatLogTime(time: Date): string {
  const [, day, month, year, clock] = time.toUTCString().split(' ');
  return `${day}/${month}/${year}:${clock} +0000`;
}
