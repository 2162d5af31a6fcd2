import { ChildProcess, spawn } from 'node:child_process';
import type { BootstrapMessage, FunctionError, Invocation } from './bootstrap-protocol';
import { LogLines } from './log-lines';
import { runtimeFiles } from './runtime-files';

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html: the init phase is limited to 10 seconds. */
const INIT_LIMIT_MS = 10_000;

type Outcome = BootstrapMessage | { readonly kind: 'timed-out' } | { readonly kind: 'exited'; readonly status: string };

export interface ExecutionEnvironmentOptions {
  readonly codeDir: string;
  readonly variables: Record<string, string>;
  readonly timeoutSeconds: number;
  readonly onLog: (line: string) => void;
}

export type EnvironmentAnswer =
  | { readonly payload: string }
  | { readonly functionError: FunctionError; readonly timedOut: boolean };

/** One child process, which serves one invocation at a time, like an execution environment of Lambda. */
export class ExecutionEnvironment {
  /** False when the process has ended or is being killed. */
  alive = true;
  private readonly child: ChildProcess;
  private readonly logs: LogLines[];
  private readonly closed: Promise<Outcome>;
  private readonly initialised: Promise<Outcome>;

  constructor(private readonly options: ExecutionEnvironmentOptions) {
    // Node would warn about a function that is an ES module in a folder without package.json, in the function's log.
    const flags = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'];
    this.child = spawn(runtimeFiles.findNode(), [...flags, runtimeFiles.findBootstrap()], {
      cwd: options.codeDir,
      env: options.variables,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.logs = [this.child.stdout!, this.child.stderr!].map((stream) => new LogLines(stream, options.onLog));
    this.closed = new Promise((resolve) => {
      const ended = (status: string) => {
        this.alive = false;
        resolve({ kind: 'exited', status });
      };
      this.child.once('error', (error) => ended(error.message));
      this.child.once('close', (code, signal) => ended(signal ? `signal: ${signal}` : `exit status ${code}`));
    });
    this.initialised = this.receive(INIT_LIMIT_MS);
  }

  async invoke(invocation: Omit<Invocation, 'deadline'>): Promise<EnvironmentAnswer> {
    const initialised = await this.initialised;
    if (initialised.kind !== 'ready') return this.toFailure(initialised, invocation.requestId, INIT_LIMIT_MS / 1000);

    const limitMs = this.options.timeoutSeconds * 1000;
    const logsRead = Promise.all(this.logs.map(async (log) => log.waitFor(invocation.endOfLogs)));
    const outcome = this.receive(limitMs);
    if (this.child.connected) this.child.send({ ...invocation, deadline: Date.now() + limitMs });
    const message = await outcome;
    if (message.kind !== 'answered') return this.toFailure(message, invocation.requestId, this.options.timeoutSeconds, logsRead);
    await logsRead;
    return { payload: message.payload };
  }

  async kill() {
    this.alive = false;
    this.child.kill('SIGKILL');
    await this.closed;
  }

  private async toFailure(outcome: Outcome, requestId: string, limitSeconds: number, logsRead?: Promise<unknown>): Promise<EnvironmentAnswer> {
    if (outcome.kind === 'failed') await logsRead;
    else await this.kill();
    const functionError = 'error' in outcome ? outcome.error : describeEnd(outcome, requestId, limitSeconds);
    return { functionError, timedOut: outcome.kind === 'timed-out' };
  }

  /** Waits for a message of the bootstrap, the end of the process or the time limit, whichever comes first. */
  private async receive(limitMs: number): Promise<Outcome> {
    let timer: NodeJS.Timeout;
    let onMessage: (message: BootstrapMessage) => void;
    const message = new Promise<Outcome>((resolve) => { this.child.once('message', onMessage = resolve); });
    const timedOut = new Promise<Outcome>((resolve) => { timer = setTimeout(resolve, limitMs, { kind: 'timed-out' }); });
    return Promise.race([message, this.closed, timedOut]).finally(() => {
      clearTimeout(timer);
      this.child.off('message', onMessage);
    });
  }
}

function describeEnd(outcome: Outcome, requestId: string, limitSeconds: number): FunctionError {
  if (outcome.kind === 'timed-out') {
    return { errorType: 'Sandbox.Timedout', errorMessage: `RequestId: ${requestId} Error: Task timed out after ${limitSeconds.toFixed(2)} seconds` };
  }
  const status = outcome.kind === 'exited' ? outcome.status : outcome.kind;
  return { errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: ${status}` };
}
