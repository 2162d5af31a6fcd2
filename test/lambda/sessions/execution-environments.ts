import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIGatewayProxyResult } from 'aws-lambda';
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

export type LambdaResult = { readonly answer: APIGatewayProxyResult } | { readonly crash: string };

/** The shipped start-chat bundle in a process of its own, whose clock and calls are in a test's hand. */
export class Environment {
  private readonly clock: number;
  private readonly host: FunctionHost;
  private isKilled = false;

  constructor(private readonly name: string, private readonly calls: HeldCalls, folder: string, tableName: string) {
    const clockFile = join(folder, name);
    this.clock = openSync(clockFile, 'w');
    this.setClock(0);
    this.host = new FunctionHost({
      ...LIMITS,
      codeDir: join(BUNDLES, 'start-chat.lambda'),
      environment: {
        ...ENVIRONMENT,
        ...WITH_CLOCK,
        CALLER_IDENTITY: 'COGNITO',
        SESSION_TABLE_NAME: tableName,
        SESSION_HISTORY_SECONDS: `${HISTORY_SECONDS}`,
        AWS_ENDPOINT_URL_CONNECT: calls.endpoint(name, 'connect'),
        AWS_ENDPOINT_URL_CONNECTPARTICIPANT: calls.endpoint(name, 'participant'),
        AWS_ENDPOINT_URL_DYNAMODB: calls.endpoint(name, 'dynamodb'),
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

  async invoke(event: Parameters<typeof proxyEvent>[0], onCall: OnCall): Promise<LambdaResult> {
    this.calls.hold(this.name, onCall);
    const { functionError, ...result } = await this.host.invoke(proxyEvent(event));
    if (functionError) return { crash: this.isKilled ? 'killed' : functionError.errorMessage };
    return { answer: (result as { payload: APIGatewayProxyResult }).payload };
  }

  async kill(): Promise<void> {
    this.isKilled = true;
    await this.host.close();
    closeSync(this.clock);
  }
}

/** As many environments as requests need at once, and the recorder. They outlive a story; one that was killed is replaced. */
export class ExecutionEnvironments {
  static async start(store: Awaited<ReturnType<typeof startSessionTable>>): Promise<ExecutionEnvironments> {
    return new ExecutionEnvironments(await HeldCalls.listen(), store);
  }

  private readonly folder = mkdtempSync(join(tmpdir(), 'environments-'));
  private readonly idle: Environment[] = [];
  private readonly all = new Set<Environment>();
  private readonly warming = new Set<Promise<void>>();
  private readonly recorder: FunctionHost;
  private started = 0;

  private constructor(private readonly calls: HeldCalls, readonly store: Awaited<ReturnType<typeof startSessionTable>>) {
    this.recorder = new FunctionHost({
      ...LIMITS,
      codeDir: join(BUNDLES, 'record-contact-event.lambda'),
      environment: store.environment,
    });
  }

  async acquire(): Promise<Environment> {
    if (this.idle.length === 0) await this.warm();
    return this.idle.pop() ?? this.acquire();
  }

  release(environment: Environment): void {
    this.idle.push(environment);
  }

  async kill(environment: Environment): Promise<void> {
    this.all.delete(environment);
    await environment.kill();
    const warmed = this.warm().finally(() => this.warming.delete(warmed));
    this.warming.add(warmed);
  }

  async record(event: unknown): Promise<void> {
    const { functionError } = await this.recorder.invoke(event);
    if (functionError) throw new Error(functionError.errorMessage);
  }

  async close(): Promise<void> {
    await Promise.all(this.warming);
    await Promise.all([this.recorder.close(), ...[...this.all].map(async (environment) => environment.kill())]);
    await this.calls.close();
    rmSync(this.folder, { recursive: true });
  }

  /** A request that is refused at once lets a new environment start. */
  private async warm(): Promise<void> {
    const environment = new Environment(`${this.started++}`, this.calls, this.folder, this.store.tableName);
    this.all.add(environment);
    const result = await environment.invoke({ body: 'no JSON' }, () => { throw new Error('No call was expected.'); });
    if ('crash' in result) throw new Error(result.crash);
    this.idle.push(environment);
  }
}
