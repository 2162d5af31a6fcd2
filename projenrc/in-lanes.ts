import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs tasks at the same time: in-lanes.ts TASK TASK... Shows what the first prints at once, and what the others print after
 * that, so that lines do not mix. Fails when one of them has failed, after all have ended.
 */
async function runInLanes([first, ...others]: readonly string[]): Promise<boolean> {
  const lanes = await Promise.all([runTask(first, 'inherit'), ...others.map((task) => runTask(task, 'pipe'))]);
  for (const { output } of lanes) process.stdout.write(output);
  return lanes.every(({ succeeded }) => succeeded);
}

async function runTask(task: string, streams: 'inherit' | 'pipe') {
  const child = spawn('projen', [task], { stdio: ['inherit', streams, streams] });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [exitCode] = await once(child, 'close') as [number | null];
  return { succeeded: exitCode === 0, output: Buffer.concat(chunks) };
}

void runInLanes(process.argv.slice(2)).then((succeeded) => process.exit(succeeded ? 0 : 1));
