import type { Locator, Page } from 'playwright-core';
import { countSubscriptions, untilSubscribed } from './subscriptions';

/** The customer at the page: finds things as a person does, by their labels. */
export class Customer {
  readonly conversation: Locator;
  readonly earlier: Locator;
  readonly notice: Locator;
  readonly startButton: Locator;
  readonly message: Locator;

  constructor(readonly page: Page) {
    const pane = page.getByRole('region', { name: 'Customer', exact: true });
    this.conversation = pane.getByRole('log');
    this.earlier = this.conversation.locator('section', { hasText: 'Earlier conversation' });
    this.notice = pane.getByRole('status');
    this.startButton = pane.getByRole('button', { name: 'Open chat' });
    this.message = pane.getByLabel('Message');
  }

  /** Starts a chat, or comes back to one, and gets what is said in it. */
  async start(): Promise<void> {
    const earlier = countSubscriptions(this.page);
    await this.startButton.click();
    await this.message.waitFor();
    await untilSubscribed(this.page, earlier);
  }

  /** Until the page gets what is said in the chat that it continues by itself. */
  async continued(): Promise<void> {
    await untilSubscribed(this.page);
  }

  async comeBack(choice: 'all of it' | 'the last contact with an agent' | 'a new conversation'): Promise<void> {
    await this.page.getByLabel(new RegExp(choice)).check();
    await this.start();
  }

  /** The running chat's, as the page shows it in the API's answer. */
  async contactId(): Promise<string> {
    const answer = await this.page.getByLabel('Answer').first().textContent();
    return /"ContactId": "([^"]+)"/.exec(answer!)![1];
  }

  async say(text: string): Promise<void> {
    await this.continued();
    await this.message.fill(text);
    await this.message.press('Enter');
    await this.conversation.getByText(text).waitFor();
  }
}

/** The agents at the page's other side. */
export class Agent {
  readonly conversation: Locator;
  private readonly pane: Locator;

  constructor(readonly page: Page) {
    this.pane = page.getByRole('region', { name: 'Contact centre' });
    this.conversation = this.pane.getByRole('log');
  }

  async press(action: 'Accept' | 'Transfer' | 'End with survey' | 'End chat'): Promise<void> {
    await this.pane.getByRole('button', { name: action }).click();
  }

  /** Until the transcript of the ended chat is written. */
  async letMinutePass(): Promise<void> {
    await this.pane.getByRole('button', { name: 'Let a minute pass' }).click();
    await this.pane.getByText('The transcript is written').waitFor();
  }

  async say(text: string): Promise<void> {
    await this.pane.getByLabel('Reply as the agent').fill(text);
    await this.pane.getByRole('button', { name: 'Reply' }).click();
    await this.conversation.getByText(text).waitFor();
  }
}
