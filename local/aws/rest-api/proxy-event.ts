import type { APIGatewayProxyEvent } from 'aws-lambda';
import { isBinaryMediaType } from './binary-media-types';
import type { Authorization } from './caller-identity';
import { getHeader, RoutedRequest } from './gateway-request';
import { buildRequestContext } from './request-context';

/** These headers concern the connection to API Gateway only, so they do not reach the function. */
const HOP_BY_HOP = ['connection', 'content-length', 'keep-alive', 'transfer-encoding'];

/** The event of a Lambda proxy integration, version 1: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html */
export function buildProxyEvent(request: RoutedRequest, path: string, authorization: Authorization): APIGatewayProxyEvent {
  const { api, method, body } = request;
  const headers = buildForwardedHeaders(request);
  const isBase64Encoded = body.length > 0 && isBinaryMediaType(api.binaryMediaTypes, getHeader(request, 'Content-Type'));
  return {
    resource: method.resourcePath,
    path,
    httpMethod: request.httpMethod,
    headers: keepLastValues(headers) ?? {},
    multiValueHeaders: groupValues(headers) ?? {},
    queryStringParameters: keepLastValues(request.query),
    multiValueQueryStringParameters: groupValues(request.query),
    pathParameters: nullIfEmpty(request.pathParameters),
    stageVariables: nullIfEmpty(api.stage.variables),
    requestContext: buildRequestContext(request, authorization) as unknown as APIGatewayProxyEvent['requestContext'],
    body: body.length === 0 ? null : body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
  };
}

function buildForwardedHeaders({ headers, sourceIp, host, traceId }: RoutedRequest): [string, string][] {
  const forwardedFor = headers.filter(([name]) => name.toLowerCase() === 'x-forwarded-for').map(([, value]) => value);
  const own = ['x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto', 'x-amzn-trace-id'];
  return [
    ...headers.filter(([name]) => ![...HOP_BY_HOP, ...own].includes(name.toLowerCase())),
    ['X-Amzn-Trace-Id', traceId],
    ['X-Forwarded-For', [...forwardedFor, sourceIp].join(', ')],
    ['X-Forwarded-Port', host.split(':')[1] ?? '80'],
    ['X-Forwarded-Proto', 'http'],
  ];
}

function keepLastValues(pairs: [string, string][]): Record<string, string> | null {
  return nullIfEmpty(Object.fromEntries(pairs));
}

function groupValues(pairs: [string, string][]): Record<string, string[]> | null {
  const names = [...new Set(pairs.map(([name]) => name))];
  return nullIfEmpty(Object.fromEntries(names.map((name) => [name, pairs.filter(([key]) => key === name).map(([, value]) => value)])));
}

function nullIfEmpty<T>(record: Record<string, T>): Record<string, T> | null {
  return Object.keys(record).length > 0 ? record : null;
}
