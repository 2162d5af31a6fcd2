import { readFileSync, rmSync } from 'node:fs';
import type { LocalAws } from './local-aws';
import { runtimeFiles } from '../../../local/aws/function-host/runtime-files';
import { runCdk, succeeded } from '../../programs/cdk';
import type { Output } from '../../programs/processes';

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
    return runCdk(runtimeFiles.findNode(), args, { env: this.aws.clientEnvironment });
  }
}
