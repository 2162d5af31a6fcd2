import type { APIGatewayProxyEvent } from 'aws-lambda';
import { JsonObject, isObject } from './json-values';
import { MAX_BODY_BYTES } from '../../../src/shared/request-limits';
import { InvalidRequestFailure, StartChatFailure } from '../contract/failure';

/** Twice as deep as anything in the contract. */
const MAX_DEPTH = 8;

/** The request's body as text. Clients send JSON under any content type, and API Gateway may pass it on in base64. */
export function readBodyText({ body, isBase64Encoded }: APIGatewayProxyEvent): string {
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > MAX_BODY_BYTES) throw new StartChatFailure('RequestTooLarge');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuseBody();
  }
}

export function parseBody(json: string): JsonObject {
  const value = parseJson(json);
  if (!isObject(value)) return refuseBody();
  if (isDeeperThan(MAX_DEPTH, value)) throw new InvalidRequestFailure('body', `must be at most ${MAX_DEPTH} levels deep.`);
  return value;
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // The parser's message quotes its input, which is what a person typed.
    return refuseBody();
  }
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(levels - 1, member));
}

function refuseBody(): never {
  throw new InvalidRequestFailure('body', 'must be one JSON object.');
}
