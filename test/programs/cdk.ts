import { dirname, join } from 'node:path';
import { type Output, outputOf, type Surroundings } from './processes';

const CLI = join(dirname(require.resolve('aws-cdk/package.json')), 'bin', 'cdk');
/** The CLI starts in half the time when Node need not compile it again. */
const COMPILE_CACHE = join(__dirname, '../../node_modules/.cache/cdk');

/** Runs the real `cdk` as its users do, on this Node, but asks nothing, tells nobody and fetches no news. */
export async function runCdk(node: string, args: readonly string[], { env, cwd }: Surroundings): Promise<Output> {
  const quiet = { CI: 'true', CDK_DISABLE_CLI_TELEMETRY: 'true', CDK_DISABLE_VERSION_CHECK: 'true', NODE_COMPILE_CACHE: COMPILE_CACHE };
  return outputOf(node, [CLI, ...args, '--no-notices', '--no-color'], { cwd, env: { ...env, ...quiet } });
}

/** @throws Error with all that it printed, unless it succeeded */
export function succeeded({ exitCode, text }: Output): void {
  if (exitCode !== 0) throw new Error(`cdk ended with ${exitCode}:\n${text}`);
}
