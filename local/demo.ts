import { ConnectSimulator } from './connect/simulator';
import { readConfiguredInstance } from './demo/configured-instance';
import { parseOptions } from './demo/options';
import { Report } from './demo/report';
import { instructions, interrupted } from './demo/serve';
import { StartChatApi } from './demo/start-chat-api';
import { synthesize } from './demo/synthesize';
import { playWorkedExample } from './demo/worked-example';
import { startLocalApp } from './local-app';

const APP = 'examples/minimal/app.ts';

/** @returns whether all was as documented */
async function demo(args: string[]): Promise<boolean> {
  const options = parseOptions(args);
  const cleanUp: Array<() => Promise<void>> = [];
  try {
    const app = await synthesize(APP);
    cleanUp.unshift(() => app.remove());
    const { instanceArn, instanceId, contactFlowIds } = readConfiguredInstance(app.assembly);
    const simulator = await ConnectSimulator.start({ instanceArn, contactFlowIds, assumptions: options.assumptions });
    cleanUp.unshift(() => simulator.close());
    const log = { shown: false };
    const localApp = await startLocalApp({
      assembly: app.assembly,
      connectEndpoint: simulator.endpoint,
      onLog: (line) => { if (log.shown) process.stdout.write(`${line}\n`); },
    });
    cleanUp.unshift(() => localApp.close());

    const report = new Report(process.stdout);
    const target = { instanceId, contactFlowId: contactFlowIds[0] };
    introduce(report, localApp.url);
    await playWorkedExample({ api: new StartChatApi(localApp), simulator, target, report });
    report.summary();

    if (options.serve) {
      log.shown = true;
      process.stdout.write(instructions(localApp, simulator));
      await interrupted();
    }
    return report.succeeded;
  } finally {
    for (const close of cleanUp) await close();
  }
}

function introduce(report: Report, url: string): void {
  report.title('Persistent chat on this machine, without AWS');
  report.text(`${APP} is synthesized; its REST API and its function run at ${url}. They talk to a local simulator of Amazon Connect,`
    + ' which answers as the administrator guide and the API reference say. What AWS does not document is marked as assumed.');
}

demo(process.argv.slice(2)).then(
  (succeeded) => { process.exitCode = succeeded ? 0 : 1; },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
