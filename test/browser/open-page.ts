import { type BrowserContext, type BrowserContextOptions, type Browser as Chromium, chromium, type Page } from 'playwright-core';
import { watchSubscriptions } from './subscriptions';

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/** What went over the wire and to the console in all pages of a browser. */
export interface Watched {
  /** Hosts that something was asked of. */
  readonly hosts: Set<string>;
  readonly consoleErrors: string[];
}

export interface Browser {
  readonly context: BrowserContext;
  readonly watched: Watched;
  open(url: string): Promise<Page>;
  close(): Promise<void>;
}

let launched: Promise<Chromium> | undefined;

/** A browser as a new visitor has it: with nothing stored. All are of one Chromium, which shares nothing between them. */
export async function openBrowser(options: BrowserContextOptions = {}): Promise<Browser> {
  launched ??= chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
  const context = await (await launched).newContext(options);
  context.setDefaultTimeout(10_000);
  const watched: Watched = { hosts: new Set(), consoleErrors: [] };
  context.on('request', (request) => watched.hosts.add(new URL(request.url()).hostname));
  context.on('page', (page) => watch(page, watched));
  return {
    context,
    watched,
    open: async (url) => {
      const page = await context.newPage();
      await page.goto(url);
      return page;
    },
    close: async () => context.close(),
  };
}

/** Ends Chromium, when no browser is needed any more. */
export async function quitChromium(): Promise<void> {
  await (await launched)?.close();
  launched = undefined;
}

function watch(page: Page, { hosts, consoleErrors }: Watched): void {
  watchSubscriptions(page);
  page.on('websocket', (socket) => hosts.add(new URL(socket.url()).hostname));
  page.on('console', (message) => {
    if (message.type() === 'error') consoleErrors.push(message.text());
  });
  page.on('pageerror', (error) => consoleErrors.push(String(error)));
}
