import type { BrowserContextOptions } from 'playwright-core';
import { type Browser, openBrowser } from './open-page';
import { Agent, Customer } from './people';
import type { PageDemo } from '../../local/page/page-demo';

/** A new browser, and one person who sits at both sides of the page. */
export interface Visit {
  readonly browser: Browser;
  readonly customer: Customer;
  readonly agent: Agent;
}

export async function visit(demo: PageDemo, options?: BrowserContextOptions): Promise<Visit> {
  const browser = await openBrowser(options);
  const page = await browser.open(demo.pageUrl);
  return { browser, customer: new Customer(page), agent: new Agent(page) };
}
