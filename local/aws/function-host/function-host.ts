import { randomBytes, randomUUID } from 'node:crypto';
import type { FunctionError } from './bootstrap-protocol';
import { EnvironmentAnswer, ExecutionEnvironment } from './execution-environment';
import type { FunctionHostOptions } from './function-host-options';
import { buildLambdaVariables } from './lambda-variables';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 6 MB, to which Lambda's error message adds 100 bytes for the envelope. */
const MAX_RESPONSE_BYTES = 6_291_556;

export type InvocationResult =
  | { readonly payload: unknown; readonly functionError?: undefined }
  | { readonly functionError: FunctionError; readonly timedOut: boolean };

/**
 * Runs a function's code on Node 24 in child processes, as Lambda does.
 *
 * An invocation gets an idle execution environment, or a new one. Unlike Lambda, this class does not freeze the process between
 * invocations and does not limit memory or CPU.
 */
export class FunctionHost {
  private readonly environments = new Set<ExecutionEnvironment>();
  private readonly idle: ExecutionEnvironment[] = [];
  private readonly options: FunctionHostOptions & { readonly functionName: string };

  constructor(options: FunctionHostOptions) {
    this.options = { ...options, functionName: options.functionName ?? 'local-function' };
  }

  async invoke(event: unknown): Promise<InvocationResult> {
    const environment = this.takeIdleEnvironment() ?? this.createEnvironment();
    const answer = await environment.invoke({
      requestId: randomUUID(),
      event: JSON.stringify(event),
      functionArn: `arn:aws:lambda:${this.options.region}:111122223333:function:${this.options.functionName}`,
      traceId: createTraceId(),
      endOfLogs: `end of ${randomUUID()}`,
    });
    if (environment.alive) this.idle.push(environment);
    else this.environments.delete(environment);
    return toResult(answer);
  }

  async close() {
    await Promise.all([...this.environments].map(async (environment) => environment.kill()));
    this.environments.clear();
  }

  private takeIdleEnvironment(): ExecutionEnvironment | undefined {
    const environment = this.idle.pop();
    if (!environment || environment.alive) return environment;
    this.environments.delete(environment);
    return this.takeIdleEnvironment();
  }

  private createEnvironment(): ExecutionEnvironment {
    const environment = new ExecutionEnvironment({
      codeDir: this.options.codeDir,
      variables: buildLambdaVariables(this.options),
      timeoutSeconds: this.options.timeoutSeconds,
      onLog: this.options.onLog ?? (() => undefined),
    });
    this.environments.add(environment);
    return environment;
  }
}

function toResult(answer: EnvironmentAnswer): InvocationResult {
  if ('functionError' in answer) return answer;
  if (Buffer.byteLength(answer.payload) <= MAX_RESPONSE_BYTES) return { payload: JSON.parse(answer.payload) };
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${MAX_RESPONSE_BYTES} bytes).`;
  return { functionError: { errorType: 'Function.ResponseSizeTooLarge', errorMessage }, timedOut: false };
}

function createTraceId(): string {
  const time = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${time}-${randomBytes(12).toString('hex')};Parent=${randomBytes(8).toString('hex')};Sampled=0`;
}
