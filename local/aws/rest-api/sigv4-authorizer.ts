import { createHash, timingSafeEqual } from 'node:crypto';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Authorization } from './caller-identity';
import { GatewayFailure } from './gateway-failure';
import { GatewayRequest, getHeader } from './gateway-request';
import { Sha256 } from './sha256';

/** An access key that works on this machine only. It may invoke every method. */
export interface LocalCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/signing-elements.html: a request must reach AWS within five minutes of its time stamp. */
const MAX_SKEW_MS = 5 * 60 * 1000;
const SERVICE = 'execute-api';
const LOCAL_USER = 'local-user';

interface ParsedAuthorization {
  readonly accessKeyId: string;
  readonly scope: string;
  readonly names: string[];
  readonly signature: string;
  readonly date: string;
}

/** Verifies the signature in the Authorization header. Signatures in the query string (presigned URLs) are not supported. */
export class SigV4Authorizer {
  constructor(private readonly credentials: LocalCredentials) {}

  async authorize(request: GatewayRequest): Promise<Authorization> {
    const signed = parseAuthorization(request);
    if (signed.accessKeyId !== this.credentials.accessKeyId) {
      // AWS does not document the gateway response type for an unknown access key. ACCESS_DENIED is an assumption.
      throw new GatewayFailure('ACCESS_DENIED', {
        text: 'The security token included in the request is invalid.',
        errorType: 'UnrecognizedClientException',
      });
    }
    checkScope(request, signed);
    const signedAt = checkTime(request, signed.date);
    if (!isEqual(await this.computeSignature(request, signed.names, signedAt), signed.signature)) throw new GatewayFailure('INVALID_SIGNATURE');
    return { caller: this.describeCaller(request) };
  }

  private async computeSignature(request: GatewayRequest, names: string[], signingDate: Date): Promise<string> {
    const signer = new SignatureV4({
      service: SERVICE,
      region: request.api.region,
      credentials: this.credentials,
      sha256: Sha256,
      applyChecksum: false,
    });
    const signed = await signer.sign(new HttpRequest({
      method: request.httpMethod,
      path: request.rawPath,
      query: groupQuery(request.query),
      headers: { ...Object.fromEntries(names.map((name) => [name, getHeader(request, name) ?? ''])), ...hashContent(request, names) },
      body: request.body,
    }), { signingDate, signableHeaders: new Set(names) });
    return findSignature(signed.headers.authorization);
  }

  private describeCaller({ api }: GatewayRequest) {
    return {
      accessKey: this.credentials.accessKeyId,
      accountId: api.account,
      caller: 'AIDALOCALUSER',
      user: 'AIDALOCALUSER',
      userArn: `arn:aws:iam::${api.account}:user/${LOCAL_USER}`,
    };
  }
}

function parseAuthorization(request: GatewayRequest): ParsedAuthorization {
  const authorization = getHeader(request, 'Authorization');
  if (!authorization) throw new GatewayFailure('MISSING_AUTHENTICATION_TOKEN');
  const credential = /Credential=([^/,\s]+)\/([^,\s]+)/.exec(authorization);
  const names = /SignedHeaders=([^,\s]+)/.exec(authorization)?.[1].split(';');
  const signature = findSignature(authorization);
  const date = getHeader(request, 'X-Amz-Date');
  if (!authorization.startsWith('AWS4-HMAC-SHA256 ') || !credential || !names || !signature || !date) {
    throw invalidSignature("Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters, and an 'X-Amz-Date' header.",
      'IncompleteSignatureException');
  }
  if (!names.includes('host')) throw invalidSignature("'Host' must be a 'SignedHeader' in the AWS Authorization.");
  return { accessKeyId: credential[1], scope: credential[2], names, signature, date };
}

function checkScope({ api }: GatewayRequest, { scope, date }: ParsedAuthorization) {
  const expected = `${date.slice(0, 8)}/${api.region}/${SERVICE}/aws4_request`;
  if (scope !== expected) throw invalidSignature(`Credential should be scoped to ${expected}.`);
}

function checkTime(request: GatewayRequest, date: string): Date {
  const signedAt = new Date(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  const age = request.receivedAt.getTime() - signedAt.getTime();
  if (Number.isNaN(age)) throw invalidSignature("Date must be in ISO-8601 'basic format'.", 'IncompleteSignatureException');
  if (age > MAX_SKEW_MS) throw invalidSignature('Signature expired: it is more than 5 min. old');
  if (age < -MAX_SKEW_MS) throw invalidSignature('Signature not yet current: it is more than 5 min. ahead');
  return signedAt;
}

/** Hashes the received body, so that a wrong hash from the client makes the signature invalid. */
function hashContent({ body }: GatewayRequest, names: string[]): Record<string, string> {
  const name = 'x-amz-content-sha256';
  return names.includes(name) ? { [name]: createHash('sha256').update(body).digest('hex') } : {};
}

function invalidSignature(text: string, errorType?: string): GatewayFailure {
  return new GatewayFailure('INVALID_SIGNATURE', { text, errorType });
}

function findSignature(authorization: string): string {
  return /Signature=([0-9a-f]{64})/.exec(authorization)?.[1] ?? '';
}

function groupQuery(query: [string, string][]): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const [name, value] of query) (values[name] ??= []).push(value);
  return values;
}

function isEqual(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}
