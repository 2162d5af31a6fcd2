import { parseArgs } from 'node:util';
import { appSource } from './app-source';
import { OwnApp } from './own-app';
import { watchSources } from './watch-sources';
import { instructions, interrupted } from '../demo/serve';

const DEFAULT_PORT = 4510;

export const USAGE = `Usage: cdk-connect-persistent-chat local [--app "COMMAND" | --app FOLDER] [--port PORT]

Runs the PersistentChat of a CDK app on this machine, against a simulated Amazon Connect.

  --app   as the CDK's own: the command that runs the app, or a folder that cdk synth wrote. Default: that of cdk.json
  --port  of the API; the next one is Connect's, the one after it that of the agents' page. Default: ${DEFAULT_PORT}. 0: any that are free
`;

/** Serves the app until it is interrupted, and again whenever its sources change. */
export async function serveCommand(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { app: { type: 'string' }, port: { type: 'string', default: String(DEFAULT_PORT) } } });
  const source = appSource(values.app, process.cwd());
  const app = await OwnApp.start(source, portsFrom(values.port), print);
  try {
    print(welcome(app));
    const restarts = new Restarts(app);
    const watcher = await watchSources(source.watched, () => restarts.request());
    await interrupted();
    await watcher.close();
    await restarts.settled;
  } finally {
    await app.close();
  }
}

/** One restart at a time; a change during one leads to another. */
class Restarts {
  settled: Promise<void> = Promise.resolve();
  private requested = false;

  constructor(private readonly app: OwnApp) {}

  request(): void {
    if (this.requested) return;
    this.requested = true;
    this.settled = this.settled.then(async () => {
      this.requested = false;
      await this.restart();
    });
  }

  private async restart(): Promise<void> {
    try {
      await this.app.restart();
      print('The app has changed and is served again.');
    } catch (error) {
      print(`The app has changed and cannot be served: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function portsFrom(text: string): { api: number; connect: number; desk: number } {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_533) throw new Error(`--port ${text}: write a whole number from 0 to 65533`);
  return port === 0 ? { api: 0, connect: 0, desk: 0 } : { api: port, connect: port + 1, desk: port + 2 };
}

function welcome({ urls, region }: OwnApp): string {
  return [
    '',
    `Start-chat API:  ${urls.api}`,
    `Agents:          ${urls.desk}`,
    `ChatJS:          connect.ChatSession.setGlobalConfig({ region: '${region}', endpoint: '${urls.connect}' })`,
    '',
    instructions({ apiUrl: urls.api, connectEndpoint: urls.connect }),
    'Serving until Ctrl-C, and again whenever the app changes.',
  ].join('\n');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
