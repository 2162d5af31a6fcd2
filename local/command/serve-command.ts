import { parseArgs } from 'node:util';
import { formatAccessInstructions } from './access-instructions';
import { findAppSource } from './app-source';
import { ServedApp, type ServedAppOptions } from './served-app';
import { watchSources } from './watch-sources';
import { waitForInterrupt } from '../app/wait-for-interrupt';
import { runtimeFiles } from '../aws/function-host/runtime-files';
import { formatNotSimulated } from '../aws/rest-api/not-simulated';
import { PortInUseError } from '../http/loopback-server';

const DEFAULT_PORT = 4510;
const STRING = { type: 'string' } as const;

export const USAGE = `Usage: cdk-connect-persistent-chat local [--app "COMMAND" | --app FOLDER] [--stack NAME] [--port PORT]

Runs the PersistentChat of a CDK app on this machine, against a simulated Amazon Connect.

  --app   as the CDK's own: the command that runs the app, or a folder that cdk synth wrote. Default: that of cdk.json
  --stack the stack to run, when the app holds more than one PersistentChat
  --port  of the API; the next ones are Connect's, the agents' page's and the token issuer's. Default: ${DEFAULT_PORT}. 0: any that are free
`;

/** Serves the app until it is interrupted, and again whenever its sources change. */
export async function serveCommand(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { app: STRING, stack: STRING, port: { ...STRING, default: String(DEFAULT_PORT) } } });
  // A Node that the functions cannot run on is told now, not at the first request.
  runtimeFiles.findNode();
  const source = findAppSource(values.app, process.cwd());
  const app = await ServedApp.start({ source, stackName: values.stack, ports: parsePort(values.port), onLog: print }).catch((error: unknown) => {
    throw error instanceof PortInUseError ? new Error(`${error.message}: choose another --port, or --port 0 for free ones`) : error;
  });
  try {
    const restarts = new Restarts(app);
    const watcher = await watchSources(source.watched, (changedAt) => restarts.request(changedAt));
    print(formatWelcome(app));
    await waitForInterrupt();
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

  constructor(private readonly app: ServedApp) {}

  request(changedAt: number): void {
    // What the app's command itself writes, such as compiled files, must not start it again for ever.
    if (this.requested || changedAt <= this.app.synthesizedAt) return;
    this.requested = true;
    this.settled = this.settled.then(async () => {
      this.requested = false;
      await this.restart();
    });
  }

  private async restart(): Promise<void> {
    try {
      await this.app.restart();
      print(['The app has changed and is served again.', ...formatNotSimulated(this.app.api.notSimulated)].join('\n'));
    } catch (error) {
      print(`The app has changed and cannot be served: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function parsePort(text: string): ServedAppOptions['ports'] {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_532) throw new Error(`--port ${text}: write a whole number from 0 to 65532`);
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
    'Serving until Ctrl-C, and again whenever the app changes.',
  ].join('\n');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
