import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { ConnectError } from './connect-error';

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Reads the whole request. Returns undefined when the client closed the connection before the end. */
export async function readRequest(message: IncomingMessage): Promise<HttpRequest | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of message) chunks.push(chunk as Buffer);
  } catch {
    return undefined;
  }
  return {
    method: message.method!,
    path: message.url!,
    headers: message.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

export function toJsonAnswer(status: number, value: unknown): HttpAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'x-amzn-RequestId': randomUUID() },
    body: JSON.stringify(value),
  };
}

/** Builds an error of the rest-json protocol, which has its name in a header and in the body. */
export function toErrorAnswer(status: number, name: string, message: string): HttpAnswer {
  const answer = toJsonAnswer(status, { __type: name, Message: message });
  return { ...answer, headers: { ...answer.headers, 'x-amzn-ErrorType': name } };
}

/** @throws ConnectError SerializationException */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ConnectError('SerializationException', 'The request is not JSON');
  }
}
