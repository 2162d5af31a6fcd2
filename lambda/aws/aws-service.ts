import { type Readable, addAbortSignal } from 'stream';
import { Sha256 } from '@smithy/core/checksum';
import type { HttpProtocol, HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { StandardRetryStrategy, retryMiddleware } from '@smithy/core/retry';
import { operation as toOperation } from '@smithy/core/schema';
import { fromBase64, fromUtf8, toBase64, toUtf8 } from '@smithy/core/serde';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import type { MetadataBearer, OperationSchema, RetryStrategyV2, StaticOperationSchema } from '@smithy/types';
import { ServiceName, resolveEndpoint } from './endpoint';
import { readLambdaCredentials } from './lambda-credentials';

// CloudTrail shows this name.
const USER_AGENT = 'cdk-connect-persistent-chat';

/** AWS may have closed a connection that was idle for longer: Lambda freezes the function between requests, so that it does not notice. */
const LONGEST_IDLE_MS = 5000;

/** An attempt took too long. The SDK's retry strategies know the name. */
class AttemptTimeoutError extends Error {
  readonly name = 'TimeoutError';
}

/** Which service to call, and how. */
export interface AwsServiceOptions {
  /** Requests are signed for the service of this name. */
  readonly name: Exclude<ServiceName, 'connectparticipant'>;
  /** @default - the function's Region */
  readonly region?: string;
  readonly protocol: HttpProtocol;
  readonly maxAttempts: number;
  /** @default - the SDK's standard retry strategy */
  readonly retryStrategy?: RetryStrategyV2;
  /** How long a connection, and an attempt, may take. @default - as long as the caller does not abort the call */
  readonly timeoutsMs?: { readonly connection: number; readonly attempt: number };
}

/**
 * Calls an AWS service with the SDK's serializer, signer, HTTP handler and retry loop. It does not use the SDK's clients, which
 * take most of a cold start: they contain every operation of their service, and look for settings where Lambda has none. It
 * does not correct the signing time as they do, because Lambda keeps its clocks right.
 */
export class AwsService {
  private readonly http: NodeHttpHandler;
  private readonly signer: SignatureV4;
  private readonly serde;
  private readonly retried;
  private readonly region: string;
  private resolvedEndpoint?: URL;
  private runningCalls = 0;
  private idleSince = Date.now();

  constructor(private readonly options: AwsServiceOptions, private readonly environment: NodeJS.ProcessEnv) {
    const { name, region = environment.AWS_REGION!, maxAttempts, retryStrategy = new StandardRetryStrategy(maxAttempts), timeoutsMs } = options;
    this.region = region;
    this.http = new NodeHttpHandler(timeoutsMs && { connectionTimeout: timeoutsMs.connection });
    this.signer = new SignatureV4({ credentials: async () => readLambdaCredentials(environment), region, service: name, sha256: Sha256 });
    this.serde = {
      endpoint: async () => {
        const { protocol, hostname, port, pathname: path } = this.endpoint;
        return { protocol, hostname, port: Number(port) || undefined, path };
      },
      base64Decoder: fromBase64,
      base64Encoder: toBase64,
      utf8Decoder: fromUtf8,
      utf8Encoder: toUtf8,
      streamCollector: collectBytes,
    };
    options.protocol.setSerdeContext(this.serde);
    this.retried = retryMiddleware({ retryStrategy: async () => retryStrategy, maxAttempts: async () => maxAttempts });
  }

  /** @throws the service's error, with its `name`, `$fault` and `$metadata`, or the reason why there is no answer */
  async call<Output extends object>(operation: StaticOperationSchema, input: object, abortSignal?: AbortSignal): Promise<Output & MetadataBearer> {
    const [, ...parts] = operation;
    const schema = toOperation(...parts);
    const request = await this.options.protocol.serializeRequest(schema, input, this.serde);
    Object.assign(request.headers, {
      'host': this.endpoint.host,
      'user-agent': USER_AGENT,
      // A GET has no body.
      ...(request.body !== undefined && { 'content-length': String(Buffer.byteLength(request.body)) }),
    });
    const attempt = async () => {
      const signed = await this.signer.sign(request) as HttpRequest;
      return this.limitTime(abortSignal, async (signal) => {
        const { response } = await this.http.handle(signed, { abortSignal: signal });
        // The handler obeys the signal only until the answer begins.
        if (signal) addAbortSignal(signal, response.body as Readable);
        return { response, output: await this.readOutput<Output>(schema, response) };
      });
    };
    this.closeIdleConnections();
    this.runningCalls++;
    try {
      const { output } = await this.retried<Output & MetadataBearer>(attempt, { __smithy_context: { abortSignal } })({ request, input });
      return output;
    } finally {
      this.runningCalls--;
      this.idleSince = Date.now();
    }
  }

  /** An attempt over a connection that AWS has closed fails, and there may be more such connections than attempts. */
  private closeIdleConnections(): void {
    if (this.runningCalls === 0 && Date.now() - this.idleSince > LONGEST_IDLE_MS) this.http.destroy();
  }

  /** Ends an attempt, with a TimeoutError, when it takes too long. The handler's own time-outs do not limit the time until an answer is complete. */
  private async limitTime<T>(abortSignal: AbortSignal | undefined, attempt: (signal?: AbortSignal) => Promise<T>): Promise<T> {
    const { timeoutsMs } = this.options;
    if (!timeoutsMs) return attempt(abortSignal);
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), timeoutsMs.attempt);
    try {
      return await attempt(abortSignal ? AbortSignal.any([abortSignal, timeout.signal]) : timeout.signal);
    } catch (error) {
      throw timeout.signal.aborted && !abortSignal?.aborted ? new AttemptTimeoutError() : error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Resolved at the first call and not at start: a function with a wrong endpoint must still answer its requests. */
  private get endpoint(): URL {
    this.resolvedEndpoint ??= resolveEndpoint(this.options.name, this.region, this.environment);
    return this.resolvedEndpoint;
  }

  private async readOutput<Output extends object>(schema: OperationSchema, response: HttpResponse): Promise<Output & MetadataBearer> {
    try {
      return await this.options.protocol.deserializeResponse<Output & MetadataBearer>(schema, this.serde, response);
    } catch (error) {
      const thrown = error as Error & Partial<MetadataBearer>;
      // An answer that is not JSON has a status, too, which tells whether another attempt may help.
      thrown.$metadata ??= { httpStatusCode: response.statusCode };
      // Its headers may say when to try again.
      throw Object.defineProperty(thrown, '$response', { value: response });
    }
  }
}

/** The SDK's collector pipes into a stream, which stays in memory until the next full garbage collection. */
async function collectBytes(body: Readable): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    body.on('data', (chunk: Uint8Array) => chunks.push(chunk)).once('end', () => resolve(Buffer.concat(chunks))).once('error', reject);
  });
}
