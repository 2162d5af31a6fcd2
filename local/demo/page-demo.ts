import { buildDemoPageFiles } from './demo-page-files';
import { synthesize } from './synthesize';
import { readConfiguredInstance } from '../app/configured-instance';
import { type LocalApp, startLocalApp } from '../app/local-app';
import { type Closable, StartedParts } from '../app/started-parts';
import { ConnectSimulator, type ConnectSimulatorOptions } from '../connect/simulator';
import { PageServer } from '../page/page-server';

const VISITORS_APP = 'examples/local-page/app.ts';
const CUSTOMERS_APP = 'examples/sessions/app.ts';

export interface PageDemoOptions extends Pick<ConnectSimulatorOptions, 'assumptions'> {
  readonly onLog?: (line: string) => void;
}

/** A page with a customer beside an agent, the apps that it calls, and the Connect simulator. */
export interface PageDemo extends Closable {
  /** The page for a visitor who is not signed in. */
  readonly pageUrl: string;
  /** The app that visitors call. */
  readonly visitorsApp: LocalApp;
  readonly simulator: ConnectSimulator;
  /** Resources and properties of the apps' templates that have an effect in AWS, but not on this machine. */
  readonly notSimulated: string[];
}

export async function startPageDemo({ onLog, ...connectOptions }: PageDemoOptions = {}): Promise<PageDemo> {
  const parts = new StartedParts();
  try {
    const page = parts.add(await PageServer.listen());
    const synthesized = async (app: string) => parts.add(await synthesize(app, { pageOrigin: page.origin })).assembly;
    const [visitors, customers, files] = await Promise.all([synthesized(VISITORS_APP), synthesized(CUSTOMERS_APP), buildDemoPageFiles()]);
    const simulator = parts.add(await ConnectSimulator.start({ ...readConfiguredInstance(visitors), ...connectOptions }));
    const { endpoint: connectEndpoint, clock } = simulator;
    const started = async (assembly: string) => parts.add(await startLocalApp({ assembly, connectEndpoint, clock, onLog }));
    const [visitorsApp, customersApp] = await Promise.all([started(visitors), started(customers)]);
    simulator.contactEvents.deliverTo(async (event) => customersApp.sendContactEvent(event));
    const signedIn = { apiUrl: customersApp.url, tokenUrl: customersApp.issuer.tokenUrl };
    page.show({ files, settings: { apiUrl: visitorsApp.url, signedIn, connectEndpoint: simulator.endpoint, region: visitorsApp.region }, simulator });
    const notSimulated = [visitorsApp, customersApp].flatMap((app) => app.notSimulated);
    return { pageUrl: `${page.origin}/`, visitorsApp, simulator, notSimulated, close: async () => parts.close() };
  } catch (error) {
    await parts.close();
    throw error;
  }
}
