/** Deploys each example, or those that are named, with the real CDK CLI onto a local CloudFormation, and lints the templates. Prints a line per step. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Assemblies } from './apps/assemblies';
import { EXAMPLES, LOCAL_EXAMPLE } from './apps/examples';
import { ACCOUNT, REGION } from './aws/local-aws';
import { ExamplePlay } from './example-play';
import { installPythonTools, WORK_FOLDER } from './tools/python-tools';
import { lint } from './tools/template-linter';
import { createWorld, type World } from './world';
import { StartedParts } from '../../local/app/started-parts';
import { inTurn } from '../programs/in-turn';
import { Report } from '../programs/report';

const NAMED = process.argv.slice(2);
const CHOSEN = EXAMPLES.filter((example) => NAMED.length === 0 || NAMED.includes(example));

const FOLDER = join(WORK_FOLDER, 'run');
/** Much of the CLI's time is spent in waiting. */
const EXAMPLES_AT_ONCE = 4;

async function main(): Promise<boolean> {
  const report = new Report((line) => console.log(line));
  const parts = new StartedParts();
  process.once('SIGINT', () => void parts.close().finally(() => process.exit(130)));
  process.once('SIGTERM', () => void parts.close().finally(() => process.exit(143)));
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  try {
    const world = await prepare(report, parts);
    if (world) {
      await Promise.all([playExamples(report, world), NAMED.length === 0 && lintTemplates(report, world.assemblies)]);
      await report.step('local AWS', 'listens on loopback only', async () => listensOnLoopbackOnly(world));
    }
    return report.succeeded;
  } finally {
    await parts.close();
    report.close('deploy.xml');
  }
}

/** Undefined when the assemblies or the local AWS could not be prepared. */
async function prepare(report: Report, parts: StartedParts): Promise<World | undefined> {
  const assemblies = new Assemblies(join(FOLDER, 'assemblies'));
  await Promise.all([report.step('local AWS', 'install', installPythonTools), synthesize(report, assemblies)]);
  if (!report.succeeded) return undefined;
  let world: World;
  const isReady = await report.step('local AWS', 'start', async () => { world = await createWorld(FOLDER, assemblies, parts); })
    && await report.step('local AWS', 'bootstrap', async () => world.cdk.bootstrap(`aws://${ACCOUNT}/${REGION}`));
  return isReady ? world! : undefined;
}

async function synthesize(report: Report, assemblies: Assemblies): Promise<void> {
  await inTurn(2, [
    ...CHOSEN.map((example) => async () => report.step(`examples/${example}`, 'synthesize', async () => assemblies.synthesizeExample(example))),
    async () => report.step(`examples/${LOCAL_EXAMPLE}`, 'synthesize', async () => assemblies.synthesizeLocalExample()),
    async () => report.step('access kinds', 'synthesize', async () => assemblies.synthesizeAccessKinds()),
  ]);
}

async function playExamples(report: Report, world: World): Promise<void> {
  await inTurn(EXAMPLES_AT_ONCE, CHOSEN.map((example) => async () => {
    for (const [name, play] of new ExamplePlay(example, world).steps) {
      if (!await report.step(`examples/${example}`, name, play)) return;
    }
  }));
}

async function lintTemplates(report: Report, { templates }: Assemblies): Promise<void> {
  const findings = lint([...templates.values()]);
  for (const [subject, file] of templates) {
    await report.step(subject, 'cfn-lint', async () => assert.deepEqual((await findings).get(file), []));
  }
}

async function listensOnLoopbackOnly({ aws }: World): Promise<string> {
  const addresses = aws.listensOn();
  if (!addresses) return 'not looked at: this system does not tell';
  assert.deepEqual(addresses, [aws.address]);
  return addresses.join();
}

void main().then((succeeded) => process.exit(succeeded ? 0 : 1));
