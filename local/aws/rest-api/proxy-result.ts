import { isBinaryMediaType } from './binary-media-types';
import { GatewayFailure } from './gateway-failure';
import { GatewayRequest, getHeader } from './gateway-request';
import type { HttpResponse } from './http-response';

type HeaderValue = string | number | boolean;

interface ProxyResult {
  readonly statusCode: number | string;
  readonly headers?: Record<string, HeaderValue> | null;
  readonly multiValueHeaders?: Record<string, HeaderValue[]> | null;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
}

const KEYS = ['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded'];
/** API Gateway reserves these names and renames the headers that the function sends with them: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html */
const REMAPPED = [
  'authorization', 'connection', 'content-length', 'content-md5', 'date', 'expect', 'host', 'max-forwards', 'proxy-authenticate', 'server', 'te',
  'trailer', 'transfer-encoding', 'upgrade', 'user-agent', 'www-authenticate',
];

/** Turns the function's result into an HTTP response. A malformed result becomes a 502, as in API Gateway. */
export function toHttpResponse(payload: unknown, request: GatewayRequest): HttpResponse {
  if (!isProxyResult(payload)) throw new GatewayFailure('DEFAULT_5XX');
  const headers = listHeaders(payload);
  const decode = payload.isBase64Encoded === true && isBinaryMediaType(request.api.binaryMediaTypes, getHeader(request, 'Accept'));
  const hasContentType = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    status: Number(payload.statusCode),
    headers: hasContentType ? headers : [['Content-Type', 'application/json'], ...headers],
    body: Buffer.from(payload.body ?? '', decode ? 'base64' : 'utf8'),
  };
}

function listHeaders({ headers, multiValueHeaders }: ProxyResult): [string, string][] {
  const multiple = Object.entries(multiValueHeaders ?? {}).flatMap(([name, values]) => values.map((value) => [name, value] as const));
  const names = multiple.map(([name]) => name.toLowerCase());
  const single = Object.entries(headers ?? {}).filter(([name]) => !names.includes(name.toLowerCase()));
  return [...single, ...multiple].map(([name, value]) => {
    return [REMAPPED.includes(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name, String(value)];
  });
}

function isProxyResult(payload: unknown): payload is ProxyResult {
  if (!isRecord(payload) || Object.keys(payload).some((key) => !KEYS.includes(key))) return false;
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = payload;
  return /^[1-9]\d\d$/.test(String(statusCode))
    && isMap(headers, isHeaderValue)
    && isMap(multiValueHeaders, (values) => Array.isArray(values) && values.every(isHeaderValue))
    && (body === undefined || body === null || typeof body === 'string')
    && (isBase64Encoded === undefined || typeof isBase64Encoded === 'boolean');
}

function isMap(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return value === undefined || value === null || (isRecord(value) && Object.values(value).every(isItem));
}

function isHeaderValue(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
