/** Deploys each example with the real CDK CLI onto a local CloudFormation. Prints a line per example and step. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SHOP_CONTEXT } from './callers';
import { synthesizedStack } from './deployed-stack';
import { ExamplePlay } from './example-play';
import { EXAMPLES, type ExampleName } from './examples';
import { ACCOUNT, REGION } from './local-aws';
import { run } from './processes';
import { installPythonTools, WORK_FOLDER } from './python-tools';
import { Report } from './report';
import { leaveOutWhatIsUnknown } from './stand-in-limits';
import { VARIANTS } from './variants';
import { createWorld, type World } from './world';
import { StartedParts } from '../../local/app/started-parts';

const FOLDER = join(WORK_FOLDER, 'run');
/** As many as the CLI keeps two processors busy with. */
const AT_ONCE = 3;

async function main(): Promise<boolean> {
  const chosen = process.argv.length > 2 ? EXAMPLES.filter((example) => process.argv.includes(example)) : EXAMPLES;
  const report = new Report((line) => console.log(line));
  const parts = new StartedParts();
  process.once('SIGINT', () => void parts.close().finally(() => process.exit(130)));
  process.once('SIGTERM', () => void parts.close().finally(() => process.exit(143)));
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  try {
    let world: World;
    const ready = await report.step('local AWS', 'install', installPythonTools)
      && await report.step('local AWS', 'start', async () => { world = await createWorld(FOLDER, parts); })
      && await report.step('local AWS', 'bootstrap', async () => world.cdk.bootstrap(`aws://${ACCOUNT}/${REGION}`));
    if (!ready) return false;
    await inTurn(chosen, async (example) => playExample(example, world, report));
    await report.step('local AWS', 'listens on loopback only', async () => listensOnLoopbackOnly(world));
    return report.succeeded;
  } finally {
    await parts.close();
    report.close('deploy.xml');
  }
}

async function playExample(example: ExampleName, world: World, report: Report): Promise<void> {
  const subject = `examples/${example}`;
  if (!await report.step(subject, 'synthesize', async () => synthesize(example, world))) return;
  for (const [name, play] of new ExamplePlay(example, world).steps) {
    if (!await report.step(subject, name, play)) return;
  }
}

async function synthesize(example: ExampleName, { assemblies }: World): Promise<void> {
  await run(process.execPath, [
    require.resolve('tsx/cli'), '--tsconfig', join(__dirname, 'tsconfig.json'), join(__dirname, 'synthesize-variants.ts'), example, join(assemblies, example),
  ], { ...process.env, CDK_CONTEXT_JSON: JSON.stringify(SHOP_CONTEXT), JSII_DEPRECATED: 'quiet' });
  for (const variant of VARIANTS.filter((name) => name !== 'as-written')) {
    leaveOutWhatIsUnknown(synthesizedStack(join(assemblies, example, variant)).templateFile);
  }
}

/** Works through the items, some at the same time. */
async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  }));
}

async function listensOnLoopbackOnly({ aws }: World): Promise<string> {
  const addresses = aws.listensOn();
  if (!addresses) return 'not looked at: this system does not tell';
  assert.deepEqual(addresses, [aws.address]);
  return addresses.join();
}

void main().then((succeeded) => process.exit(succeeded ? 0 : 1));
