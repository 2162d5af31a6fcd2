import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { BootstrapMessage, Invocation } from '../../local/aws/function-host/bootstrap-protocol';
import { runtimeFiles } from '../../local/aws/function-host/runtime-files';

/** What one phase of an execution environment's life took. */
export interface Phase {
  readonly wallMs: number;
  /** Of all threads. */
  readonly cpuMs: number;
}

export interface FunctionUnderTest {
  readonly name: string;
  /** The folder with `index.js`. */
  readonly codeDir: string;
  readonly environment: Record<string, string>;
  readonly event: object;
}

// Compiled, as it ships: Node would load its stripper of types first, some 25 MiB that Lambda's own runtime does not have.
const BOOTSTRAP = join(__dirname, '../../assets/local/bootstrap.js');

type Message = BootstrapMessage & { readonly used: { readonly cpuMs: number; readonly peakMiB: number } };

/**
 * A new process of the Lambda runtime's Node version that loads the function as Lambda's runtime does and serves it one
 * event at a time. Its INIT lasts from the start of the process until it asks for work.
 */
export class FunctionProcess {
  static async start(subject: FunctionUnderTest): Promise<{ readonly functionProcess: FunctionProcess; readonly init: Phase }> {
    const startedAt = performance.now();
    const flags = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', '--require', join(__dirname, 'probe.cjs')];
    const child = spawn(runtimeFiles.findNode(), [...flags, BOOTSTRAP], {
      cwd: subject.codeDir,
      env: { ...subject.environment, _HANDLER: 'index.handler' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const functionProcess = new FunctionProcess(child, subject);
    const { used } = await functionProcess.message('ready');
    return { functionProcess, init: { wallMs: performance.now() - startedAt, cpuMs: used.cpuMs } };
  }

  peakMiB = 0;
  private usedCpuMs = 0;

  private constructor(private readonly child: ChildProcess, private readonly subject: FunctionUnderTest) {}

  async invoke(): Promise<Phase> {
    const startedAt = performance.now();
    const before = this.usedCpuMs;
    const invocation: Invocation = {
      requestId: '00000000-0000-0000-0000-000000000000',
      event: JSON.stringify(this.subject.event),
      deadline: Date.now() + 10_000,
      functionArn: 'arn:aws:lambda:us-east-1:111111111111:function:bench',
      traceId: 'Root=1-00000000-000000000000000000000000',
      endOfLogs: '',
    };
    this.child.send(invocation);
    const message = await this.message('answered');
    const wallMs = performance.now() - startedAt;
    requireSuccess(this.subject.name, message);
    return { wallMs, cpuMs: message.used.cpuMs - before };
  }

  async end(): Promise<void> {
    this.child.kill();
    await once(this.child, 'close');
  }

  private async message(kind: Message['kind']): Promise<Message> {
    const message = await this.nextMessage();
    if (!message) throw new Error(`${this.subject.name} ended before it was ${kind}.`);
    if (message.kind !== kind) throw new Error(`${this.subject.name}: ${JSON.stringify(message)}`);
    this.usedCpuMs = message.used.cpuMs;
    this.peakMiB = message.used.peakMiB;
    return message;
  }

  /** @returns undefined when the process has ended instead */
  private async nextMessage(): Promise<Message | undefined> {
    return new Promise((resolve) => {
      const ended = () => resolve(undefined);
      this.child.once('close', ended).once('message', (message: Message) => {
        this.child.off('close', ended);
        resolve(message);
      });
    });
  }
}

// A function that only answers errors would look fast.
function requireSuccess(name: string, message: Message): void {
  const answer: unknown = message.kind === 'answered' ? JSON.parse(message.payload) : undefined;
  const status = typeof answer === 'object' && answer !== null && 'statusCode' in answer ? answer.statusCode : 200;
  if (status !== 200) throw new Error(`${name} answered ${JSON.stringify(answer)}`);
}
