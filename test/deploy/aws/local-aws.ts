import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { addressesListenedOn } from './listening-sockets';
import { TlsStandIn } from './tls-stand-in';
import { runtimeFiles } from '../../../local/aws/function-host/runtime-files';
import { AUTHORIZE_JWT_ENVIRONMENT } from '../../../src/shared/environment';
import { pythonTool } from '../tools/python-tools';

export const REGION = 'us-east-1';
export const ACCOUNT = '000000000000';

const HOST = '127.0.0.1';
const START_LIMIT_MS = 30_000;

export interface LocalAwsOptions {
  /** Where its log and its functions' code go. */
  readonly folder: string;
  /** Where the functions reach Amazon Connect. */
  readonly connectEndpoint: string;
  /** Where the authorizer's function fetches the keys of every token issuer. */
  readonly jwksUri: string;
}

/** MiniStack: CloudFormation and the services that the templates use, in a process that listens on one port of 127.0.0.1. */
export class LocalAws {
  static async start(options: LocalAwsOptions): Promise<LocalAws> {
    mkdirSync(options.folder, { recursive: true });
    const port = await findFreePort();
    const aws = new LocalAws(port, await TlsStandIn.start(port), options);
    try {
      await aws.untilReady();
      return aws;
    } catch (error) {
      await aws.close();
      throw error;
    }
  }

  private readonly server: ChildProcess;
  private readonly ended: Promise<unknown>;

  private constructor(private readonly port: number, private readonly tls: TlsStandIn, private readonly options: LocalAwsOptions) {
    const { folder } = options;
    // In a separate process group, so that its functions end with it.
    this.server = spawn(pythonTool('ministack'), { cwd: folder, detached: true, env: this.serverEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
    const log = createWriteStream(this.logFile);
    for (const stream of [this.server.stdout!, this.server.stderr!]) stream.pipe(log, { end: false });
    this.ended = once(this.server, 'close').finally(() => log.end());
  }

  get endpoint(): string {
    return this.tls.endpoint;
  }

  /** The environment of an AWS client, without the AWS configuration of the person who runs this. */
  get clientEnvironment(): NodeJS.ProcessEnv {
    return {
      PATH: process.env.PATH,
      HOME: this.options.folder,
      TMPDIR: this.options.folder,
      AWS_ENDPOINT_URL: this.endpoint,
      AWS_ENDPOINT_URL_S3: this.endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: REGION,
      AWS_EC2_METADATA_DISABLED: 'true',
    };
  }

  /** The addresses at which the server and its child processes accept connections. Undefined on systems other than Linux. */
  listensOn(): string[] | undefined {
    return addressesListenedOn(this.server.pid!);
  }

  /** What `listensOn` may say. */
  get address(): string {
    return `${HOST}:${this.port}`;
  }

  /** Ends the server's process group: itself, and the functions that it runs. */
  async close(): Promise<void> {
    if (this.server.exitCode === null && this.server.signalCode === null) process.kill(-this.server.pid!, 'SIGTERM');
    await this.ended;
    await this.tls.close();
  }

  private get logFile(): string {
    return join(this.options.folder, 'ministack.log');
  }

  private serverEnvironment(): NodeJS.ProcessEnv {
    const { folder, connectEndpoint, jwksUri } = this.options;
    return {
      PATH: [dirname(runtimeFiles.findNode()), process.env.PATH].join(delimiter),
      HOME: folder,
      TMPDIR: folder,
      GATEWAY_PORT: `${this.port}`,
      BIND_HOST: HOST,
      MINISTACK_HOST: HOST,
      MINISTACK_ACCOUNT_ID: ACCOUNT,
      MINISTACK_REGION: REGION,
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
      // Signatures, and the policies of users, roles and resources, are checked.
      AUTH: 'true',
      // The functions inherit the rest.
      AWS_ENDPOINT_URL: this.endpoint,
      AWS_ENDPOINT_URL_CONNECT: connectEndpoint,
      AWS_ENDPOINT_URL_CONNECTPARTICIPANT: connectEndpoint,
      [AUTHORIZE_JWT_ENVIRONMENT.jwksUri]: jwksUri,
    };
  }

  private async untilReady(): Promise<void> {
    for (const deadline = Date.now() + START_LIMIT_MS; ;) {
      const isReady = await fetch(new URL('/_ministack/health', this.endpoint)).then((answer) => answer.ok, () => false);
      if (isReady) return;
      if (this.server.exitCode !== null || Date.now() > deadline) throw new Error(`The local AWS does not start: see ${this.logFile}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
