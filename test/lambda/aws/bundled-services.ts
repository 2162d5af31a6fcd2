import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { OperationName } from './inputs';
import type { Outcome } from './outcome';
import type { CallMessage, OutcomeMessage } from './services';
import { runtimeFiles } from '../../../local/aws/function-host/runtime-files';
import { FOR_LAMBDA } from '../../../projenrc/sdk-for-lambda';

/** The services as the handlers hold them: bundled, without what the handlers never reach, in a process of Lambda's Node version. */
export class BundledServices {
  static async start(env: Record<string, string>): Promise<BundledServices> {
    const folder = mkdtempSync(join(tmpdir(), 'services-'));
    const outfile = join(folder, 'services.js');
    await build({ entryPoints: [join(__dirname, 'services.ts')], outfile, logLevel: 'error', ...FOR_LAMBDA });
    return new BundledServices(folder, fork(outfile, { env, execPath: runtimeFiles.findNode(), execArgv: [], serialization: 'advanced' }));
  }

  private readonly waiting = new Map<number, (outcome: Partial<Outcome>) => void>();

  private constructor(private readonly folder: string, private readonly child: ChildProcess) {
    child.on('message', ({ id, outcome }: OutcomeMessage) => this.waiting.get(id)!(outcome));
  }

  async call(operation: OperationName, input: object): Promise<Partial<Outcome>> {
    const id = this.waiting.size;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.child.send({ id, operation, input } satisfies CallMessage);
    });
  }

  async close(): Promise<void> {
    this.child.kill();
    await once(this.child, 'close');
    rmSync(this.folder, { recursive: true });
  }
}
