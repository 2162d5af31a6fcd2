import { fork } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { runtimeFiles } from '../local/aws/function-host/runtime-files';

/** Runs a script on the Lambda runtime's Node version, and gives what it reports over IPC. */
export async function runForked<T>(
  file: string, args: readonly (string | number)[], options: { readonly cwd?: string; readonly env: NodeJS.ProcessEnv },
): Promise<T> {
  const child = fork(file, args.map(String), { ...options, execPath: runtimeFiles.findNode(), execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const said = text(child.stderr!);
  const reported = await new Promise<T | undefined>((resolve) => {
    child.once('message', resolve).once('close', () => resolve(undefined));
  });
  if (reported === undefined) throw new Error(`${file} reported nothing:\n${await said}`);
  if (child.exitCode === null) await once(child, 'close');
  return reported;
}
