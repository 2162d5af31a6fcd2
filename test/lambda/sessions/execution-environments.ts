import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeldCalls, OnCall } from './held-calls';
import type { startSessionTable } from './session-table-fixture';
import { HISTORY_SECONDS } from './session-table-fixture';
import { FunctionHost } from '../../../local/aws/function-host/function-host';
import { preloading } from '../clock/preloading';
import { ENVIRONMENT, proxyEvent } from '../start-chat/fixtures';

const BUNDLES = join(__dirname, '../../../assets/lambda');
const WITH_CLOCK = preloading(join(__dirname, 'environment-clock.ts'));
const CLOCK_LENGTH = 20;
const LIMITS = { handler: 'index.handler', timeoutSeconds: 60, memoryMiB: 256, region: 'us-east-1' };

export type LambdaResult = { readonly payload: unknown } | { readonly crash: string };

/** The bundles whose steps a test runs. */
export type Bundle = 'start-chat' | 'attach-past-chat';

/** What lets a new environment start, without a call. */
const FIRST_EVENTS: Record<Bundle, unknown> = { 'start-chat': proxyEvent({ body: 'no JSON' }), 'attach-past-chat': { Records: [] } };

/** A shipped bundle in a process of its own, whose clock and calls are in a test's hand. */
export class Environment {
  private readonly clock: number;
  private readonly host: FunctionHost;
  private isKilled = false;

  constructor(readonly bundle: Bundle, private readonly name: string, private readonly calls: HeldCalls, folder: string, tableName: string) {
    const clockFile = join(folder, name);
    this.clock = openSync(clockFile, 'w');
    this.setClock(0);
    this.host = new FunctionHost({
      ...LIMITS,
      codeDir: join(BUNDLES, `${bundle}.lambda`),
      environment: {
        ...ENVIRONMENT,
        ...WITH_CLOCK,
        CALLER_IDENTITY: 'COGNITO',
        SESSION_TABLE_NAME: tableName,
        SESSION_HISTORY_SECONDS: `${HISTORY_SECONDS}`,
        AWS_ENDPOINT_URL_CONNECT: calls.endpoint(name, 'connect'),
        AWS_ENDPOINT_URL_CONNECTPARTICIPANT: calls.endpoint(name, 'participant'),
        AWS_ENDPOINT_URL_DYNAMODB: calls.endpoint(name, 'dynamodb'),
        AWS_ENDPOINT_URL_SQS: calls.endpoint(name, 'sqs'),
        PAST_CHAT_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/111122223333/PastChats',
        PAUSE_URL: calls.endpoint(name, 'pause'),
        CLOCK_FILE: clockFile,
      },
    });
  }

  setClock(offsetMs: number): void {
    if (this.isKilled) return;
    // In place, since some file systems write a file to the disk that is truncated and written again.
    writeSync(this.clock, String(Math.round(offsetMs)).padEnd(CLOCK_LENGTH), 0);
  }

  async invoke(event: unknown, onCall: OnCall): Promise<LambdaResult> {
    this.calls.hold(this.name, onCall);
    const { functionError, ...result } = await this.host.invoke(event);
    if (functionError) return { crash: this.isKilled ? 'killed' : functionError.errorType };
    return { payload: (result as { payload: unknown }).payload };
  }

  async kill(): Promise<void> {
    this.isKilled = true;
    await this.host.close();
    closeSync(this.clock);
  }
}

/** As many environments as requests need at once, the recorder, and the function that forgets customers. They outlive a story; one that was killed is replaced. */
export class ExecutionEnvironments {
  static async start(store: Awaited<ReturnType<typeof startSessionTable>>): Promise<ExecutionEnvironments> {
    return new ExecutionEnvironments(await HeldCalls.listen(), store);
  }

  private readonly folder = mkdtempSync(join(tmpdir(), 'environments-'));
  private readonly idle: Environment[] = [];
  private readonly all = new Set<Environment>();
  private readonly warming = new Set<Promise<void>>();
  private readonly recorder: FunctionHost;
  private readonly forgetter: FunctionHost;
  private started = 0;

  private constructor(private readonly calls: HeldCalls, readonly store: Awaited<ReturnType<typeof startSessionTable>>) {
    const environment = { AWS_ENDPOINT_URL_DYNAMODB: store.endpoint, SESSION_TABLE_NAME: store.tableName, SESSION_HISTORY_SECONDS: `${HISTORY_SECONDS}` };
    this.recorder = new FunctionHost({ ...LIMITS, codeDir: join(BUNDLES, 'record-contact-event.lambda'), environment });
    this.forgetter = new FunctionHost({ ...LIMITS, codeDir: join(BUNDLES, 'forget-customer.lambda'), environment });
  }

  async acquire(bundle: Bundle): Promise<Environment> {
    const index = this.idle.findIndex((environment) => environment.bundle === bundle);
    if (index >= 0) return this.idle.splice(index, 1)[0];
    await this.warm(bundle);
    return this.acquire(bundle);
  }

  release(environment: Environment): void {
    this.idle.push(environment);
  }

  async kill(environment: Environment): Promise<void> {
    this.all.delete(environment);
    await environment.kill();
    const warmed = this.warm(environment.bundle).finally(() => this.warming.delete(warmed));
    this.warming.add(warmed);
  }

  async record(event: unknown): Promise<void> {
    const { functionError } = await this.recorder.invoke(event);
    if (functionError) throw new Error(functionError.errorMessage);
  }

  async forget(customer: object): Promise<void> {
    const { functionError } = await this.forgetter.invoke(customer);
    if (functionError) throw new Error(functionError.errorMessage);
  }

  async close(): Promise<void> {
    await Promise.all(this.warming);
    await Promise.all([this.recorder.close(), this.forgetter.close(), ...[...this.all].map(async (environment) => environment.kill())]);
    await this.calls.close();
    rmSync(this.folder, { recursive: true });
  }

  private async warm(bundle: Bundle): Promise<void> {
    const environment = new Environment(bundle, `${this.started++}`, this.calls, this.folder, this.store.tableName);
    this.all.add(environment);
    const result = await environment.invoke(FIRST_EVENTS[bundle], () => { throw new Error('No call was expected.'); });
    if ('crash' in result) throw new Error(result.crash);
    this.idle.push(environment);
  }
}
