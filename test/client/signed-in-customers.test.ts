import type { PersistentChat } from './client-types';
import { Browser } from './page';
import { ChatAccess, ChatSessionStore } from '../../src';
import { ChatApp, startChatApp } from '../contract/chat-app';
import { INSTANCE_ARN } from '../fixtures';
import { signedHeaders } from '../local/aws/rest-api/signed-request';

const ISSUER = 'https://issuer.example.com';

let app: ChatApp;
let browser: Browser;
let page: PersistentChat;
let customers = 0;

describe('with a session store', () => {
  beforeAll(async () => {
    app = await startChatApp((stack) => ({
      access: ChatAccess.jwt({ issuer: ISSUER, audience: ['chat'] }),
      sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ARN }),
      resumeThrottle: { rateLimit: 1000, burstLimit: 1000 },
    }));
  });
  afterAll(() => app.close());
  beforeEach(() => {
    const customer = `ada-${customers++}`;
    const token = app.issuer.signToken({ iss: ISSUER, sub: customer, aud: 'chat' });
    browser = new Browser(app.url, { customer, sessionStore: true, headers: async () => ({ Authorization: `Bearer ${token}` }) });
    page = browser.openPage();
  });

  test('the running chat is given back to another device, which asks for it', async () => {
    expect(await page.resume()).toMatchObject({ ok: false, code: 'NoRunningChat', hasPastChat: false });
    const started = await page.start();
    browser.storage.items.clear();
    const device = browser.openPage();
    expect(await device.isOpen()).toBe(false);
    expect(await device.resume()).toMatchObject({ outcome: 'RESUMED', chatDetails: started.ok && started.chatDetails });
    expect(await device.isOpen()).toBe(true);
    expect(browser.sent.map(({ path }) => path)).toEqual(['/Prod/resume', '/Prod/', '/Prod/resume']);
  });

  test('the browser keeps no token, and no key', async () => {
    const started = await page.start();
    expect(browser.stored).not.toContain(started.ok && started.chatDetails.participantToken);
    expect(browser.sent[0].headers).toEqual({ Authorization: expect.stringMatching(/^Bearer /) });
  });

  test('a chat that has ended is no longer open, and the next one continues it', async () => {
    const started = await page.start();
    const contactId = started.ok ? started.chatDetails.contactId : '';
    app.connect.contacts.end(contactId);
    app.connect.clock.advance(60);
    expect(await page.isOpen()).toBe(true);
    expect(await page.resume()).toMatchObject({ code: 'NoRunningChat', hasPastChat: true });
    expect(await page.isOpen()).toBe(false);
    expect(await page.start()).toMatchObject({ outcome: 'REHYDRATED', continuedFromContactId: contactId });
  });

  test('a start waits for the one that another page has begun, and gets its chat', async () => {
    app.connect.failNext('hang');
    const [first, second] = await Promise.all([browser.openPage().start(), browser.openPage().start()]);
    expect(second).toMatchObject({ chatDetails: first.ok && first.chatDetails });
    expect([first, second].map((result) => result.ok && result.outcome).sort()).toEqual(['NEW', 'RESUMED']);
  }, 30_000);

  test('a token that is not accepted is named, and a function that gives none rejects', async () => {
    expect(await browser.openPage({ headers: () => ({}) }).start()).toMatchObject({ ok: false, code: 'Unauthorized', status: 401 });
    await expect(browser.openPage({ headers: () => Promise.reject(new Error('Signed out')) }).start()).rejects.toThrow('Signed out');
  });
});

test('a caller who signs gets each request to sign, and continues by the contact id', async () => {
  app = await startChatApp({ access: ChatAccess.iam() });
  browser = new Browser(app.url, { headers: async ({ url, body }) => signedHeaders(url, body, app) });
  page = browser.openPage();
  const first = await page.start();
  await page.said();
  app.connect.contacts.end(first.ok ? first.chatDetails.contactId : '');
  await page.ended();
  app.connect.clock.advance(60);
  const second = await page.start();
  expect(second).toMatchObject({ outcome: 'REHYDRATED', continuedFromContactId: first.ok && first.chatDetails.contactId });
  await page.said();
  app.connect.contacts.end(second.ok ? second.chatDetails.contactId : '');
  await page.ended();
  app.connect.clock.advance(60);
  expect(await page.start()).toMatchObject({ outcome: 'REHYDRATED', continuedFromContactId: second.ok && second.chatDetails.contactId });
  await app.close();
});
