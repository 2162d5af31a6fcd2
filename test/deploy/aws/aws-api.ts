import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { type LocalAws, REGION } from './local-aws';
import { Sha256 } from '../../../local/aws/rest-api/sha256';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const ROOT: Credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

export interface SignedRequest {
  readonly service: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly credentials?: Credentials;
}

/** The headers of a request, signed as an SDK would. */
export async function signedHeaders(aws: LocalAws, { service, method = 'POST', path = '/', headers = {}, body = '', credentials = ROOT }: SignedRequest) {
  const { host, hostname, port } = new URL(aws.endpoint);
  const { pathname, searchParams } = new URL(path, aws.endpoint);
  const signer = new SignatureV4({ service, region: REGION, credentials, sha256: Sha256 });
  const request = new HttpRequest({
    method, hostname, port: Number(port), path: pathname, query: Object.fromEntries(searchParams), headers: { host, ...headers }, body,
  });
  return (await signer.sign(request)).headers;
}

async function sendSigned(aws: LocalAws, request: SignedRequest): Promise<Response> {
  const { method = 'POST', path = '/', body } = request;
  return fetch(new URL(path, aws.endpoint), { method, headers: await signedHeaders(aws, request), body });
}

/** Calls an operation of a service with AWS's JSON protocol. Undefined when what is asked for does not exist. */
export async function callJson<T>(aws: LocalAws, service: string, target: string, input: object): Promise<T | undefined> {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
  return found(await sendSigned(aws, { service, headers, body: JSON.stringify(input) }), target, (body) => JSON.parse(body) as T);
}

/** Reads a resource of a service with a REST API. */
export async function getJson<T>(aws: LocalAws, service: string, path: string): Promise<T | undefined> {
  return found(await sendSigned(aws, { service, method: 'GET', path }), path, (body) => JSON.parse(body) as T);
}

/** Calls an operation of a service with AWS's query protocol. The answer is XML. */
export async function callQuery(aws: LocalAws, service: string, input: Record<string, string>): Promise<string | undefined> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return found(await sendSigned(aws, { service, headers, body: new URLSearchParams(input).toString() }), input.Action, (body) => body);
}

/** Waits for the function's end. Throws when it fails. */
export async function invokeFunction(aws: LocalAws, functionArn: string, event: object): Promise<void> {
  const path = `/2015-03-31/functions/${encodeURIComponent(functionArn)}/invocations`;
  const answer = await sendSigned(aws, { service: 'lambda', path, body: JSON.stringify(event) });
  if (answer.status !== 200 || answer.headers.has('x-amz-function-error')) throw new Error(`${functionArn} was answered with ${answer.status}: ${await answer.text()}`);
}

/** The texts of an XML element. */
export function textsOf(xml: string, element: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, text]) => text);
}

const NOT_FOUND = /NotFound|NoSuchEntity|Nonexistent|NonExistentQueue|QueueDoesNotExist|does not exist/;

async function found<T>(answer: Response, what: string, read: (body: string) => T): Promise<T | undefined> {
  const [{ status }, body] = [answer, await answer.text()];
  if (status === 200) return read(body);
  if (status === 404 || NOT_FOUND.test(body)) return undefined;
  throw new Error(`${what} was answered with ${status}: ${body}`);
}
