import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

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

/** A browser as a new visitor has it: with nothing stored. */
export async function openBrowser(options: BrowserContextOptions = {}): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
  const context = await chromium.launchPersistentContext(profile, { executablePath: EXECUTABLE, args: FLAGS, ...options });
  context.setDefaultTimeout(10_000);
  const watched: Watched = { hosts: new Set(), consoleErrors: [] };
  context.on('request', (request) => watched.hosts.add(new URL(request.url()).hostname));
  context.on('page', (page) => watch(page, watched));
  context.pages().forEach((page) => watch(page, watched));
  return {
    context,
    watched,
    open: async (url) => {
      const page = await context.newPage();
      await page.goto(url);
      return page;
    },
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function watch(page: Page, { hosts, consoleErrors }: Watched): void {
  page.on('websocket', (socket) => hosts.add(new URL(socket.url()).hostname));
  page.on('console', (message) => {
    if (message.type() === 'error') consoleErrors.push(message.text());
  });
  page.on('pageerror', (error) => consoleErrors.push(String(error)));
}
