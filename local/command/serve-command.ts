import { parseArgs } from 'node:util';
import { formatAccessInstructions } from './access-instructions';
import { findAppSource } from './app-source';
import { ServedApp, type ServedAppOptions } from './served-app';
import { type SourceChange, SourceChanges } from './source-changes';
import { watchSources } from './watch-sources';
import { waitForInterrupt } from '../app/wait-for-interrupt';
import { runtimeFiles } from '../aws/function-host/runtime-files';
import { formatNotSimulated } from '../aws/rest-api/not-simulated';
import { PortInUseError } from '../http/loopback-server';

const DEFAULT_PORT = 4510;
const STRING = { type: 'string' } as const;

export const USAGE = `Usage: cdk-connect-persistent-chat local [--app "COMMAND" | --app FOLDER] [--stack NAME] [--port PORT]

Runs the PersistentChat of a CDK app on this machine, with a simulated Amazon Connect.

  --app   the command that runs the app, or a folder that cdk synth wrote, as for the CDK CLI. Default: "app" in cdk.json
  --stack the stack to run, if the app has more than one PersistentChat
  --port  port of the API; Connect, the agents' page and the token issuer use the next three ports. 0 for any free ports. Default: ${DEFAULT_PORT}
`;

/** Serves the app until the process is interrupted. Serves it again whenever its sources change. */
export async function serveCommand(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { app: STRING, stack: STRING, port: { ...STRING, default: String(DEFAULT_PORT) } } });
  // Without Node 24 the functions cannot run. This throws now instead of at the first request.
  runtimeFiles.findNode();
  const source = new SourceChanges(findAppSource(values.app, process.cwd()));
  const restarts = new Restarts(source);
  // It watches before the first synthesis, to see which files the app's command writes.
  const watcher = await watchSources(source.watched, (changes) => restarts.request(changes));
  try {
    const app = await ServedApp.start({ source, stackName: values.stack, ports: parsePort(values.port), onLog: print }).catch(explainPort);
    try {
      restarts.begin(app);
      print(formatWelcome(app));
      await waitForInterrupt();
      await watcher.close();
      await restarts.settled;
    } finally {
      await app.close();
    }
  } finally {
    await watcher.close();
  }
}

/** Restarts the app when its sources have changed. Runs one restart at a time. */
class Restarts {
  settled: Promise<void> = Promise.resolve();
  private app?: ServedApp;
  private readonly changes: SourceChange[] = [];

  constructor(private readonly source: SourceChanges) {}

  begin(app: ServedApp): void {
    this.app = app;
    this.request([]);
  }

  request(changes: readonly SourceChange[]): void {
    this.changes.push(...changes);
    const { app } = this;
    if (app) this.settled = this.settled.then(async () => this.restartIfNeeded(app));
  }

  private async restartIfNeeded(app: ServedApp): Promise<void> {
    if (!this.source.needSynthesis(this.changes.splice(0))) return;
    try {
      await app.restart();
      print(['The app has changed and was restarted.', ...formatNotSimulated(app.api.notSimulated)].join('\n'));
    } catch (error) {
      print(`The app has changed, but the new version could not be started: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function explainPort(error: unknown): never {
  throw error instanceof PortInUseError ? new Error(`${error.message}. Choose other ports with --port, or any free ports with --port 0.`) : error;
}

function parsePort(text: string): ServedAppOptions['ports'] {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_532) throw new Error(`--port must be a whole number from 0 to 65532; got ${text}`);
  return port === 0 ? { api: 0, connect: 0, desk: 0, issuer: 0 } : { api: port, connect: port + 1, desk: port + 2, issuer: port + 3 };
}

function formatWelcome({ urls, api }: ServedApp): string {
  return [
    '',
    `Start-chat API:  ${urls.api}`,
    `Agents:          ${urls.desk}`,
    `ChatJS:          connect.ChatSession.setGlobalConfig({ region: '${api.region}', endpoint: '${urls.connect}' })`,
    ...formatAccessInstructions(api),
    ...formatNotSimulated(api.notSimulated),
    'Serving until Ctrl-C. When the app changes, it is restarted.',
  ].join('\n');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
