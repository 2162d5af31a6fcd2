import type { Page } from 'playwright-core';
import type { Browser } from './open-page';
import { countSubscriptions, untilSubscribed } from './subscriptions';

/** A customer at the shop's page. */
export class ShopPage {
  static async open(browser: Browser, url: string): Promise<ShopPage> {
    return new ShopPage(await browser.open(url));
  }

  private constructor(readonly page: Page) {}

  async openChat(): Promise<void> {
    const earlier = countSubscriptions(this.page);
    await this.page.getByRole('button', { name: 'Open chat' }).click();
    await this.reads('Your chat is');
    await untilSubscribed(this.page, earlier);
  }

  async say(text: string): Promise<void> {
    await this.page.getByLabel('Message').fill(text);
    await this.page.getByRole('button', { name: 'Send' }).click();
    await this.sees(text);
  }

  async leave(): Promise<void> {
    await this.page.getByRole('button', { name: 'Leave chat' }).click();
  }

  /** Until the page says this about the chat. */
  async reads(status: string): Promise<void> {
    await this.page.getByRole('status').getByText(status).waitFor();
  }

  /** Until this is in the conversation. */
  async sees(text: string): Promise<void> {
    await this.page.getByRole('log').getByText(text, { exact: true }).waitFor();
  }

  /** The whole conversation, with `---` where a chat begins. */
  async conversation(): Promise<string[]> {
    const lines = this.page.getByRole('log').getByRole('listitem');
    return lines.evaluateAll((items) => items.map(({ className, textContent }) => (className === 'divider' ? '---' : textContent ?? '')));
  }
}
