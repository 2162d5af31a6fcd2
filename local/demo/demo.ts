import { formatInstructions } from './instructions';
import { type DemoOptions, parseOptions } from './options';
import { startPageDemo } from './page-demo';
import { Report } from './report';
import { playSessions } from './sessions-example';
import { connectAsCustomer, connectAsIamCaller } from './start-chat-api';
import { synthesize } from './synthesize';
import { playWorkedExample } from './worked-example';
import { readConfiguredInstance } from '../app/configured-instance';
import { startLocalApp } from '../app/local-app';
import { StartedParts } from '../app/started-parts';
import { waitForInterrupt } from '../app/wait-for-interrupt';
import { formatNotSimulated } from '../aws/rest-api/not-simulated';
import { ConnectSimulator } from '../connect/simulator';

const APP = 'examples/minimal/app.ts';
const SESSIONS_APP = 'examples/sessions/app.ts';

/** @returns whether everything was as documented */
async function playDemo({ assumptions }: DemoOptions): Promise<boolean> {
  const parts = new StartedParts();
  try {
    const synthesized = async (app: string) => parts.add(await synthesize(app)).assembly;
    const assemblies = await Promise.all([synthesized(APP), synthesized(SESSIONS_APP)]);
    const { instanceArn, instanceId, contactFlowIds } = readConfiguredInstance(assemblies[0]);
    const simulator = parts.add(await ConnectSimulator.start({ instanceArn, contactFlowIds, assumptions }));
    const { endpoint: connectEndpoint, clock } = simulator;
    const started = async (assembly: string) => parts.add(await startLocalApp({ assembly, connectEndpoint, clock }));
    const [localApp, sessionsApp] = await Promise.all(assemblies.map(started));
    simulator.contactEvents.deliverTo(async (event) => sessionsApp.sendContactEvent(event));

    const report = new Report(process.stdout);
    const stage = { simulator, target: { instanceId, contactFlowId: contactFlowIds[0] }, report };
    printIntroduction(report, localApp.url);
    await playWorkedExample({ ...stage, api: connectAsIamCaller(localApp) });
    await playSessions({ ...stage, api: connectAsCustomer(sessionsApp, 'jane') });
    report.printSummary();
    return report.succeeded;
  } finally {
    await parts.close();
  }
}

function printIntroduction(report: Report, url: string): void {
  report.printTitle('Persistent chat on this machine, without AWS');
  report.printText(`${APP} is synthesized, and its REST API and function run at ${url}; later those of ${SESSIONS_APP} run, too. They call a local simulator`
    + ' of Amazon Connect, which answers as the administrator guide and the API reference say. What AWS does not document is marked as assumed.');
}

async function serveDemo({ assumptions }: DemoOptions): Promise<void> {
  const running = await startPageDemo({ assumptions, onLog: (line) => process.stdout.write(`${line}\n`) });
  try {
    process.stdout.write(`\nOpen ${running.pageUrl}?customer=Jane in a browser: a customer beside an agent. Serving until Ctrl-C.\n\n`);
    process.stdout.write(formatInstructions({ apiUrl: running.visitorsApp.url, connectEndpoint: running.simulator.endpoint }));
    formatNotSimulated(running.notSimulated).forEach((line) => process.stdout.write(`${line}\n`));
    await waitForInterrupt();
  } finally {
    await running.close();
  }
}

async function runDemo(args: string[]): Promise<boolean> {
  const options = parseOptions(args);
  if (!options.serve) return playDemo(options);
  await serveDemo(options);
  return true;
}

runDemo(process.argv.slice(2)).then(
  (succeeded) => { process.exitCode = succeeded ? 0 : 1; },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
