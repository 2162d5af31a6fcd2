import type { Readable } from 'stream';
import { Sha256 } from '@smithy/core/checksum';
import type { HttpProtocol, HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { StandardRetryStrategy, retryMiddleware } from '@smithy/core/retry';
import { operation as operationOf } from '@smithy/core/schema';
import { fromBase64, fromUtf8, toBase64, toUtf8 } from '@smithy/core/serde';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import type { MetadataBearer, OperationSchema, RetryStrategyV2, StaticOperationSchema } from '@smithy/types';
import { ServiceName, resolveEndpoint } from './endpoint';
import { lambdaCredentials } from './lambda-credentials';

// CloudTrail shows it.
const USER_AGENT = 'cdk-connect-persistent-chat';

/** How a service is called. */
export interface AwsServiceOptions {
  /** Requests are signed for the service of this name. */
  readonly name: Exclude<ServiceName, 'connectparticipant'>;
  readonly region: string;
  readonly protocol: HttpProtocol;
  readonly maxAttempts: number;
  /** @default - the SDK's own */
  readonly retryStrategy?: RetryStrategyV2;
  /** How long a connection, and an attempt, may take. @default - as long as the caller does not abort the call */
  readonly timeoutsMs?: { readonly connection: number; readonly attempt: number };
}

/**
 * An AWS service, called by the SDK's serializer, signer, HTTP handler and retry loop. The SDK's clients, which hold every
 * operation of their service and look for settings where Lambda has none, are left out: they are most of a cold start.
 * So is their correction of the signing time: Lambda keeps its clocks.
 */
export class AwsService {
  private readonly http: NodeHttpHandler;
  private readonly signer: SignatureV4;
  private readonly serde;
  private readonly retried;
  private resolvedEndpoint?: URL;

  constructor(private readonly options: AwsServiceOptions, private readonly environment: NodeJS.ProcessEnv) {
    const { name, region, maxAttempts, retryStrategy = new StandardRetryStrategy(maxAttempts), timeoutsMs } = options;
    this.http = new NodeHttpHandler(timeoutsMs && {
      connectionTimeout: timeoutsMs.connection,
      requestTimeout: timeoutsMs.attempt,
      throwOnRequestTimeout: true,
      socketTimeout: timeoutsMs.attempt,
    });
    this.signer = new SignatureV4({ credentials: async () => lambdaCredentials(environment), region, service: name, sha256: Sha256 });
    this.serde = {
      endpoint: async () => {
        const { protocol, hostname, port, pathname: path } = this.endpoint;
        return { protocol, hostname, port: Number(port) || undefined, path };
      },
      base64Decoder: fromBase64,
      base64Encoder: toBase64,
      utf8Decoder: fromUtf8,
      utf8Encoder: toUtf8,
      streamCollector: bytesOf,
    };
    options.protocol.setSerdeContext(this.serde);
    this.retried = retryMiddleware({ retryStrategy: async () => retryStrategy, maxAttempts: async () => maxAttempts });
  }

  /** @throws what the service refused, by its `name`, `$fault` and `$metadata`, or what kept it from answering */
  async call<Output extends object>(operation: StaticOperationSchema, input: object, abortSignal?: AbortSignal): Promise<Output & MetadataBearer> {
    const [, ...parts] = operation;
    const schema = operationOf(...parts);
    const request = await this.options.protocol.serializeRequest(schema, input, this.serde);
    Object.assign(request.headers, {
      'host': this.endpoint.host, 'user-agent': USER_AGENT, 'content-length': String(Buffer.byteLength(request.body)),
    });
    const attempt = async () => {
      const signed = await this.signer.sign(request) as HttpRequest;
      const { response } = await this.http.handle(signed, { abortSignal });
      return { response, output: await this.outputOf<Output>(schema, response) };
    };
    const { output } = await this.retried<Output & MetadataBearer>(attempt, { __smithy_context: { abortSignal } })({ request, input });
    return output;
  }

  /** Not before the first call: a function that cannot make one has still to answer. */
  private get endpoint(): URL {
    this.resolvedEndpoint ??= resolveEndpoint(this.options.name, this.options.region, this.environment);
    return this.resolvedEndpoint;
  }

  private async outputOf<Output extends object>(schema: OperationSchema, response: HttpResponse): Promise<Output & MetadataBearer> {
    try {
      return await this.options.protocol.deserializeResponse<Output & MetadataBearer>(schema, this.serde, response);
    } catch (error) {
      const thrown = error as Error & Partial<MetadataBearer>;
      // What is no JSON has a status, all the same, which tells whether a repeat may help.
      thrown.$metadata ??= { httpStatusCode: response.statusCode };
      // Its headers tell when.
      throw Object.defineProperty(thrown, '$response', { value: response });
    }
  }
}

/** The SDK's own collector pipes into a stream, which outlives the request until the next full collection of garbage. */
async function bytesOf(body: Readable): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    body.on('data', (chunk: Uint8Array) => chunks.push(chunk)).once('end', () => resolve(Buffer.concat(chunks))).once('error', reject);
  });
}
