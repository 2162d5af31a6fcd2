import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readConfiguredInstance } from '../../local/app/configured-instance';
import { type LocalApp, startLocalApp } from '../../local/app/local-app';
import { type Closable, StartedParts } from '../../local/app/started-parts';
import { ConnectSimulator } from '../../local/connect/simulator';
import { synthesize } from '../../local/demo/synthesize';

const CHATJS = readFileSync(require.resolve('amazon-connect-chatjs'));
const HTML = '<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Shop</title><script src="/chat.js"></script><div role="log"></div></html>';

/** An example for signed-in customers as it runs, and a shop's page of the origin that it allows. */
export interface SignedInApp extends Closable {
  readonly pageUrl: string;
  readonly localApp: LocalApp;
  readonly simulator: ConnectSimulator;
}

export async function startSignedInApp(example: 'cognito' | 'jwt'): Promise<SignedInApp> {
  const parts = new StartedParts();
  try {
    const page = parts.add(await servePage());
    const { assembly } = parts.add(await synthesize(`examples/${example}/app.ts`, { pageOrigin: page.origin }));
    const simulator = parts.add(await ConnectSimulator.start(readConfiguredInstance(assembly)));
    const localApp = parts.add(await startLocalApp({ assembly, connectEndpoint: simulator.endpoint, clock: simulator.clock }));
    return { pageUrl: `${page.origin}/`, localApp, simulator, close: async () => parts.close() };
  } catch (error) {
    await parts.close();
    throw error;
  }
}

async function servePage(): Promise<Closable & { origin: string }> {
  const server = createServer((request, response) => {
    const [type, body] = request.url === '/chat.js' ? ['text/javascript', CHATJS] : ['text/html', HTML];
    response.writeHead(200, { 'Content-Type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
