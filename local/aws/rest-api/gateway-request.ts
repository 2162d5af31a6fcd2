import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { MethodDefinition, RestApiDefinition } from './rest-api-definition';

/** A received request, with the values that API Gateway adds to it, such as a request id. */
export interface GatewayRequest {
  readonly api: RestApiDefinition;
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly traceId: string;
  readonly receivedAt: Date;
  readonly httpMethod: string;
  /** Path with the stage, as sent. */
  readonly rawPath: string;
  readonly query: [name: string, value: string][];
  /** In the client's order and letter case; a name may repeat. */
  readonly headers: [name: string, value: string][];
  readonly host: string;
  readonly protocol: string;
  readonly sourceIp: string;
  readonly body: Buffer;
}

/** A request whose method of the API was found. */
export interface RoutedRequest extends GatewayRequest {
  readonly method: MethodDefinition;
  readonly pathParameters: Record<string, string>;
}

export function toGatewayRequest(api: RestApiDefinition, message: IncomingMessage, body: Buffer): GatewayRequest {
  const [rawPath, query] = (message.url ?? '/').split(/\?(.*)/s);
  return {
    api,
    requestId: randomUUID(),
    extendedRequestId: `${randomBytes(11).toString('base64url')}=`,
    traceId: `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`,
    receivedAt: new Date(),
    httpMethod: message.method ?? 'GET',
    rawPath,
    query: [...new URLSearchParams(query)],
    headers: toPairs(message.rawHeaders),
    host: message.headers.host ?? '',
    protocol: `HTTP/${message.httpVersion}`,
    sourceIp: message.socket.remoteAddress ?? '127.0.0.1',
    body,
  };
}

export function getHeader(request: Pick<GatewayRequest, 'headers'>, name: string): string | undefined {
  return request.headers.filter(([candidate]) => candidate.toLowerCase() === name.toLowerCase()).at(-1)?.[1];
}

function toPairs(rawHeaders: string[]): [string, string][] {
  return rawHeaders.flatMap((name, i) => i % 2 === 0 ? [[name, rawHeaders[i + 1]] as [string, string]] : []);
}
