import { isDeepStrictEqual } from 'node:util';
import type { AppSource, Assembly } from './app-source';
import { readDeskPageFiles } from './desk-page-files';
import { type ConfiguredInstance, readConfiguredInstance } from '../app/configured-instance';
import { type LocalApp, startLocalApp } from '../app/local-app';
import type { Closable } from '../app/started-parts';
import { LocalTables } from '../aws/dynamodb/local-tables';
import { LocalIssuer } from '../aws/issuer/local-issuer';
import { LocalKms } from '../aws/kms/local-kms';
import { LocalSqs } from '../aws/sqs/local-sqs';
import { Clock } from '../connect/contact-centre/clock';
import { ConnectSimulator } from '../connect/simulator';
import { PageServer } from '../page/page-server';

export interface ServedAppOptions {
  readonly source: AppSource;
  /** @default - all stacks are searched */
  readonly stackName?: string;
  /** 0 for any free port. */
  readonly ports: { readonly api: number; readonly connect: number; readonly desk: number; readonly issuer: number };
  readonly onLog: (line: string) => void;
}

export interface ServedAppUrls {
  readonly api: string;
  readonly connect: string;
  readonly desk: string;
}

/** A user's app, the Connect simulator that it calls, and the agents' page. When the app changes, URLs, customers' tokens, sessions and messages stay valid. */
export class ServedApp implements Closable {
  static async start(options: ServedAppOptions): Promise<ServedApp> {
    const app = new ServedApp(options);
    try {
      app.desk = await PageServer.listen(options.ports.desk);
      app.issuer = await LocalIssuer.start(options.ports.issuer);
      app.kms = await LocalKms.start();
      app.sqs = await LocalSqs.start({ clock: app.clock, onLog: options.onLog });
      await app.restart();
      return app;
    } catch (error) {
      await app.close();
      throw error;
    }
  }

  private assembly?: Assembly;
  private instance?: ConfiguredInstance;
  private simulator?: ConnectSimulator;
  private localApp?: LocalApp;
  private desk?: PageServer;
  private kms?: LocalKms;
  private sqs?: LocalSqs;
  private readonly clock = new Clock();
  private readonly tables = new LocalTables();
  private issuer?: LocalIssuer;

  private constructor(private readonly options: ServedAppOptions) {}

  get urls(): ServedAppUrls {
    return { api: this.localApp!.url, connect: this.simulator!.endpoint, desk: `${this.desk!.origin}/` };
  }

  /** The API that is running now. */
  get api(): LocalApp {
    return this.localApp!;
  }

  /** Synthesizes and serves the app again. If this fails, the earlier app goes on running. */
  async restart(): Promise<void> {
    const assembly = await this.options.source.synthesize();
    try {
      const instance = readConfiguredInstance(assembly.folder, this.options.stackName);
      await this.checkThatItStarts(assembly);
      await this.serveConnect(instance);
      await this.serveApi(assembly);
    } catch (error) {
      if (this.assembly !== assembly) await assembly.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    for (const part of [this.localApp, this.issuer, this.desk, this.simulator, this.kms, this.sqs, this.tables, this.assembly]) await part?.close();
  }

  /** Starts the app on another port, before the running app is closed to free its port. */
  private async checkThatItStarts({ folder: assembly }: Assembly): Promise<void> {
    if (!this.localApp) return;
    const trial = await startLocalApp({ assembly, stackName: this.options.stackName, connectEndpoint: this.urls.connect });
    await trial.close();
  }

  /** Chats continue unless the instance or its flows have changed. */
  private async serveConnect(instance: ConfiguredInstance): Promise<void> {
    if (this.simulator && isDeepStrictEqual(instance, this.instance)) return;
    const port = this.simulator ? getPort(this.simulator.endpoint) : this.options.ports.connect;
    await this.simulator?.close();
    this.simulator = await ConnectSimulator.start({ ...instance, clock: this.clock, port });
    this.instance = instance;
  }

  private async serveApi(assembly: Assembly): Promise<void> {
    const port = this.localApp ? getPort(this.localApp.url) : this.options.ports.api;
    const simulator = this.simulator!;
    await this.localApp?.close();
    await this.assembly?.close();
    this.assembly = assembly;
    const { issuer, kms, sqs, tables } = this;
    const localApp = await startLocalApp({
      ...this.options, assembly: assembly.folder, connectEndpoint: simulator.endpoint, port, issuer, kms, sqs, tables,
    });
    this.localApp = localApp;
    simulator.contactEvents.deliverTo(async (event) => localApp.sendContactEvent(event));
    const { url: apiUrl, region } = localApp;
    this.desk!.show({ files: readDeskPageFiles(), settings: { apiUrl, connectEndpoint: simulator.endpoint, region }, simulator });
  }
}

function getPort(url: string): number {
  return Number(new URL(url).port);
}
