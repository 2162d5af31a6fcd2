import type { BrowserContextOptions } from 'playwright-core';
import { type Browser, openBrowser } from './open-page';
import { Agent, Customer } from './people';
import type { PageDemo } from '../../local/demo/page-demo';

/** A new browser, and one person who sits at both sides of the page. */
export interface Visit {
  readonly browser: Browser;
  readonly customer: Customer;
  readonly agent: Agent;
}

export interface VisitOptions extends BrowserContextOptions {
  /** Who has signed in. @default - nobody */
  readonly customer?: string;
}

export async function visit(demo: PageDemo, { customer, ...options }: VisitOptions = {}): Promise<Visit> {
  const browser = await openBrowser(options);
  const page = await browser.open(addressOf(demo, customer));
  return { browser, customer: new Customer(page), agent: new Agent(page) };
}

/** The page's, for somebody who has signed in or for nobody. */
export function addressOf({ pageUrl }: PageDemo, customer?: string): string {
  return customer === undefined ? pageUrl : `${pageUrl}?customer=${customer}`;
}
