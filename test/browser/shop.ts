import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { readConfiguredInstance } from '../../local/app/configured-instance';
import { type LocalApp, startLocalApp } from '../../local/app/local-app';
import { type Closable, StartedParts } from '../../local/app/started-parts';
import { ConnectSimulator } from '../../local/connect/simulator';
import { synthesize } from '../../local/demo/synthesize';
import { CLIENT_DIST } from '../client/shipped-client';

const PAGE = join(__dirname, '../../examples/website/page');
/** What stands in the page's script for the API's address. */
const API_URL = 'https://API_ID.execute-api.us-east-1.amazonaws.com/Prod/';

/** A shop's page with its chat, as it stands in the README, and the example that it calls. */
export interface Shop extends Closable {
  readonly pageUrl: string;
  readonly localApp: LocalApp;
  readonly simulator: ConnectSimulator;
  /** The initial contact of the chat that was started last. */
  latestContactId(): string;
}

type Answer = (request: IncomingMessage) => Promise<[type: string, body: string]>;

/**
 * @param script the page's, a file in `examples/website/page`
 * @param library what the page loads before, a file in this folder
 */
export async function startShop(example: 'website' | 'sessions', script: string, library?: string): Promise<Shop> {
  const parts = new StartedParts();
  try {
    let answer: Answer;
    const page = parts.add(await listen(async (request) => answer(request)));
    const { assembly } = parts.add(await synthesize(`examples/${example}/app.ts`, { pageOrigin: page.origin }));
    const simulator = parts.add(await ConnectSimulator.start(readConfiguredInstance(assembly)));
    const localApp = parts.add(await startLocalApp({ assembly, connectEndpoint: simulator.endpoint, clock: simulator.clock }));
    simulator.contactEvents.deliverTo(async (event) => localApp.sendContactEvent(event));
    let latest = '';
    simulator.contacts.onChange(({ session }) => { latest = session.contacts[0].contactId; });
    const html = readFileSync(join(PAGE, 'index.html'), 'utf8').replace('<script', `${library === undefined ? '' : '<script type="module" src="/library.js"></script>'}<script`);
    const aim = { apiUrl: localApp.url, connectEndpoint: simulator.endpoint };
    const js = await bundle(join(PAGE, script), aim);
    const libraryJs = library === undefined ? '' : await bundle(join(__dirname, library), aim);
    answer = async ({ url }) => {
      const { pathname, searchParams } = new URL(url!, page.origin);
      if (pathname === '/page.js') return ['text/javascript', js];
      if (pathname === '/library.js') return ['text/javascript', libraryJs];
      if (pathname === '/token') return ['text/plain', await fetchToken(localApp, searchParams.get('customer')!)];
      return ['text/html', pathname === '/' ? html : 'Sign in'];
    };
    return { pageUrl: `${page.origin}/`, localApp, simulator, latestContactId: () => latest, close: async () => parts.close() };
  } catch (error) {
    await parts.close();
    throw error;
  }
}

async function fetchToken({ issuer }: LocalApp, sub: string): Promise<string> {
  return (await fetch(`${issuer.tokenUrl}?${new URLSearchParams({ sub })}`)).text();
}

/** Changes nothing but the addresses of AWS into those of this machine. */
async function bundle(script: string, { apiUrl, connectEndpoint }: { apiUrl: string; connectEndpoint: string }): Promise<string> {
  const plugin: Plugin = {
    name: 'this-machine',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^cdk-connect-persistent-chat-client/ }, ({ path }) => ({ path: join(CLIENT_DIST, `${path.split('/')[1] ?? 'index'}.js`) }));
      onResolve({ filter: /^amazon-connect-chatjs$/ }, () => ({ path: 'chatjs', namespace: 'this-machine' }));
      onLoad({ filter: /.*/, namespace: 'this-machine' }, () => ({ contents: aimChatJs(connectEndpoint), resolveDir: __dirname }));
      onLoad({ filter: /\/page\/[^/]+\.js$/ }, ({ path }) => ({ contents: readFileSync(path, 'utf8').replace(API_URL, apiUrl) }));
    },
  };
  const { outputFiles } = await build({ entryPoints: [script], bundle: true, write: false, format: 'esm', plugins: [plugin], logLevel: 'error' });
  return outputFiles[0].text;
}

/** ChatJS, which calls this machine in place of AWS. Without disableCSM it loads telemetry from the internet. */
function aimChatJs(endpoint: string): string {
  return `
    import ${JSON.stringify(require.resolve('amazon-connect-chatjs'))};
    const { setGlobalConfig, create } = connect.ChatSession;
    connect.ChatSession.setGlobalConfig = (config) => setGlobalConfig({ ...config, endpoint: ${JSON.stringify(endpoint)}, loggerConfig: { useDefaultLogger: false } });
    connect.ChatSession.create = (args) => create({ ...args, disableCSM: true });
  `;
}

async function listen(answer: Answer): Promise<Closable & { origin: string }> {
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const [type, body] = await answer(request);
    response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8` }).end(body);
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
