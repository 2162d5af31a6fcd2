import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LocalAws } from './local-aws';
import { runtimeFiles } from '../../../local/aws/function-host/runtime-files';
import { type Output, outputOf } from '../tools/processes';
import { WORK_FOLDER } from '../tools/python-tools';

const CLI = join(dirname(require.resolve('aws-cdk/package.json')), 'bin', 'cdk');

export type DeployMethod = 'change-set' | 'direct';

/** The real `cdk`, as its users run it, against the local AWS. */
export class CdkCli {
  constructor(private readonly aws: LocalAws) {}

  async bootstrap(environment: string): Promise<void> {
    succeeded(await this.run(['bootstrap', environment]));
  }

  /** @returns the stack's outputs */
  async deploy(assembly: string, method: DeployMethod): Promise<Record<string, string>> {
    const file = `${assembly}.outputs.json`;
    succeeded(await this.tryToDeploy(assembly, method, '--outputs-file', file));
    const outputs = Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>);
    rmSync(file);
    return Object.assign({}, ...outputs) as Record<string, string>;
  }

  async tryToDeploy(assembly: string, method: DeployMethod, ...options: string[]): Promise<Output> {
    return this.run(['deploy', '--app', assembly, '--require-approval', 'never', '--progress', 'events', '--method', method, ...options]);
  }

  /** Throws when the deployed stack differs from the assembly. */
  async diff(assembly: string): Promise<void> {
    succeeded(await this.run(['diff', '--app', assembly, '--fail']));
  }

  async destroy(assembly: string): Promise<void> {
    succeeded(await this.run(['destroy', '--app', assembly, '--force']));
  }

  private async run(args: string[]): Promise<Output> {
    const env = {
      ...this.aws.clientEnvironment,
      CI: 'true',
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      CDK_DISABLE_VERSION_CHECK: 'true',
      NODE_COMPILE_CACHE: join(WORK_FOLDER, 'compile-cache'),
    };
    return outputOf(runtimeFiles.findNode(), [CLI, ...args, '--no-notices', '--no-color'], env);
  }
}

function succeeded({ exitCode, text }: Output): void {
  if (exitCode !== 0) throw new Error(`cdk ended with ${exitCode}:\n${text}`);
}
