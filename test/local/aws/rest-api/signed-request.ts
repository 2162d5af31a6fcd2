import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from '../../../../local/aws/rest-api/sha256';
import type { LocalCredentials } from '../../../../local/aws/rest-api/sigv4-authorizer';

export interface SigningOptions {
  readonly credentials: LocalCredentials;
  readonly region: string;
  readonly service?: string;
  readonly signingDate?: Date;
}

/** Headers of a POST with this body, signed as an SDK would. */
export async function signedHeaders(url: string, body: string | Buffer, { credentials, region, service = 'execute-api', signingDate }: SigningOptions) {
  const { host, hostname, port, pathname, searchParams } = new URL(url);
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
  const request = new HttpRequest({
    method: 'POST',
    hostname,
    port: Number(port),
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: { 'host': host, 'content-type': 'application/json' },
    body,
  });
  return (await signer.sign(request, { signingDate })).headers;
}
