import { instructions } from './instructions';
import { type DemoOptions, parseOptions } from './options';
import { startPageDemo } from './page-demo';
import { Report } from './report';
import { playSessions } from './session-story';
import { apiForCustomer, apiForIamCaller } from './start-chat-api';
import { synthesize } from './synthesize';
import { playWorkedExample } from './worked-example';
import { readConfiguredInstance } from '../app/configured-instance';
import { interrupted } from '../app/interrupted';
import { startLocalApp } from '../app/local-app';
import { StartedParts } from '../app/started-parts';
import { notSimulatedLines } from '../aws/rest-api/not-simulated';
import { ConnectSimulator } from '../connect/simulator';

const APP = 'examples/minimal/app.ts';
const SESSIONS_APP = 'examples/sessions/app.ts';

/** @returns whether all was as documented */
async function play({ assumptions }: DemoOptions): Promise<boolean> {
  const parts = new StartedParts();
  try {
    const synthesized = async (app: string) => parts.add(await synthesize(app)).assembly;
    const assemblies = await Promise.all([synthesized(APP), synthesized(SESSIONS_APP)]);
    const { instanceArn, instanceId, contactFlowIds } = readConfiguredInstance(assemblies[0]);
    const simulator = parts.add(await ConnectSimulator.start({ instanceArn, contactFlowIds, assumptions }));
    const started = async (assembly: string) => parts.add(await startLocalApp({ assembly, connectEndpoint: simulator.endpoint }));
    const [localApp, sessionsApp] = await Promise.all(assemblies.map(started));
    simulator.contactEvents.deliverTo(async (event) => sessionsApp.sendContactEvent(event));

    const report = new Report(process.stdout);
    const stage = { simulator, target: { instanceId, contactFlowId: contactFlowIds[0] }, report };
    introduce(report, localApp.url);
    await playWorkedExample({ ...stage, api: apiForIamCaller(localApp) });
    await playSessions({ ...stage, api: apiForCustomer(sessionsApp, 'jane') });
    report.summary();
    return report.succeeded;
  } finally {
    await parts.close();
  }
}

function introduce(report: Report, url: string): void {
  report.title('Persistent chat on this machine, without AWS');
  report.text(`${APP} is synthesized; its REST API and its function run at ${url}, and later those of ${SESSIONS_APP}. They talk to a local simulator`
    + ' of Amazon Connect, which answers as the administrator guide and the API reference say. What AWS does not document is marked as assumed.');
}

async function serve({ assumptions }: DemoOptions): Promise<void> {
  const running = await startPageDemo({ assumptions, onLog: (line) => process.stdout.write(`${line}\n`) });
  try {
    process.stdout.write(`\nOpen ${running.pageUrl}?customer=Jane in a browser: a customer beside an agent. Serving until Ctrl-C.\n\n`);
    process.stdout.write(instructions({ apiUrl: running.visitorsApp.url, connectEndpoint: running.simulator.endpoint }));
    notSimulatedLines(running.notSimulated).forEach((line) => process.stdout.write(`${line}\n`));
    await interrupted();
  } finally {
    await running.close();
  }
}

async function demo(args: string[]): Promise<boolean> {
  const options = parseOptions(args);
  if (!options.serve) return play(options);
  await serve(options);
  return true;
}

demo(process.argv.slice(2)).then(
  (succeeded) => { process.exitCode = succeeded ? 0 : 1; },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
