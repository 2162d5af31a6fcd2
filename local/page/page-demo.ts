import { demoPageFiles } from './demo-page-files';
import { PageServer } from './page-server';
import { ConnectSimulator, type ConnectSimulatorOptions } from '../connect/simulator';
import { readConfiguredInstance } from '../demo/configured-instance';
import { synthesize } from '../demo/synthesize';
import { type LocalApp, startLocalApp } from '../local-app';
import { type Closable, StartedParts } from '../started-parts';

const APP = 'examples/local-page/app.ts';

export interface PageDemoOptions extends Pick<ConnectSimulatorOptions, 'assumptions' | 'transcriptDelaySeconds'> {
  readonly onLog?: (line: string) => void;
}

/** A page with a customer beside an agent, the app that it calls, and the Connect that both work with. */
export interface PageDemo extends Closable {
  readonly pageUrl: string;
  readonly localApp: LocalApp;
  readonly simulator: ConnectSimulator;
}

export async function startPageDemo({ onLog, ...connectOptions }: PageDemoOptions = {}): Promise<PageDemo> {
  const parts = new StartedParts();
  try {
    const page = parts.add(await PageServer.listen());
    const [app, files] = await Promise.all([synthesize(APP, { pageOrigin: page.origin }), demoPageFiles()]);
    const { assembly } = parts.add(app);
    const simulator = parts.add(await ConnectSimulator.start({ ...readConfiguredInstance(assembly), ...connectOptions }));
    const localApp = parts.add(await startLocalApp({ assembly, connectEndpoint: simulator.endpoint, onLog }));
    simulator.contactEvents.deliverTo(async (event) => localApp.sendContactEvent(event));
    page.show({ files, settings: { apiUrl: localApp.url, connectEndpoint: simulator.endpoint, region: localApp.region }, simulator });
    return { pageUrl: `${page.origin}/`, localApp, simulator, close: async () => parts.close() };
  } catch (error) {
    await parts.close();
    throw error;
  }
}
