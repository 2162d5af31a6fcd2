/// <reference types="amazon-connect-chatjs" />
import type { Locator, Page } from 'playwright-core';
import type { Browser } from './open-page';
import type { SignedInApp } from './signed-in-app';
import { untilSubscribed } from './subscriptions';

export interface StartedChat {
  readonly ContactId: string;
  readonly ParticipantId: string;
  readonly ParticipantToken: string;
}

/** What the page's script can read of the API's answer. */
export interface ReadAnswer {
  readonly status: number;
  readonly body: {
    readonly data: {
      readonly startChatResult?: StartedChat;
      readonly persistentChat?: { readonly outcome: string; readonly resumeHandle?: string };
      readonly Error?: { readonly code: string };
    };
  };
}

/** The customer's page. What it does, a script does in the browser, as a front end would. */
export class SignedInPage {
  static async open(browser: Browser, app: SignedInApp, url = app.pageUrl): Promise<SignedInPage> {
    return new SignedInPage(await browser.open(url), app);
  }

  readonly conversation: Locator;

  private constructor(private readonly page: Page, private readonly app: SignedInApp) {
    this.conversation = page.getByRole('log');
  }

  /** @throws when the browser keeps the token from the page */
  async token(claims: Record<string, string>): Promise<string> {
    const url = `${this.app.localApp.issuer.tokenUrl}?${new URLSearchParams(claims)}`;
    return this.page.evaluate(async (tokenUrl) => (await fetch(tokenUrl)).text(), url);
  }

  /** @param source what the page kept of the past chat */
  async startChat(token?: string, source?: string): Promise<ReadAnswer> {
    const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    const request = { url: this.app.localApp.url, headers, body: JSON.stringify({ PersistentChat: { SourceContactId: source } }) };
    return this.page.evaluate(async ({ url, ...init }) => {
      const response = await fetch(url, { method: 'POST', body: init.body, headers: init.headers as Record<string, string> });
      return { status: response.status, body: await response.json() as ReadAnswer['body'] };
    }, request);
  }

  /** Joins the chat with ChatJS, says something, and shows each message from then on. */
  async say(message: string, { ContactId, ParticipantId, ParticipantToken }: StartedChat): Promise<void> {
    const { localApp: { region }, simulator: { endpoint } } = this.app;
    const chatDetails = { contactId: ContactId, participantId: ParticipantId, participantToken: ParticipantToken };
    await this.conversation.evaluate(async (log, chat) => {
      connect.ChatSession.setGlobalConfig(chat.config);
      const session = connect.ChatSession.create({ chatDetails: chat.details, type: 'CUSTOMER', disableCSM: true });
      session.onMessage(({ data }) => log.append(data.Content ?? '', '\n'));
      await session.connect();
      await session.sendMessage({ message: chat.message, contentType: 'text/plain' });
    }, { config: { region, endpoint, loggerConfig: { useDefaultLogger: false } }, details: chatDetails, message });
    await untilSubscribed(this.page);
  }
}
