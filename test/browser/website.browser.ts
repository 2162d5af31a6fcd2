import { type Browser, openBrowser, quitChromium } from './open-page';
import { type Shop, startShop } from './shop';
import { ShopPage } from './shop-page';
import { until } from '../until';

const TRANSCRIPT_SECONDS = 60;
const LATE_SECONDS = 90;

afterAll(quitChromium);

let people = 0;
let shop: Shop;
let browser: Browser;
let customer: ShopPage;
let contactId: string;

const running = () => shop.simulator.contacts.countRunning();
const answer = (content: string) => {
  shop.simulator.contacts.accept(contactId);
  shop.simulator.transcripts.say(contactId, { role: 'AGENT', content });
};

async function openChat(): Promise<void> {
  await customer.openChat();
  contactId = shop.latestContactId();
}

/** A chat in which both sides have said something. */
async function talk(): Promise<void> {
  await openChat();
  await customer.say('Where is my parcel?');
  answer('It arrives tomorrow.');
  await customer.sees('It arrives tomorrow.');
}

const PAST = ['Where is my parcel?', 'It arrives tomorrow.'];

describe.each([['website', 'visitors.js'], ['sessions', 'customers.js']] as const)('the page of examples/%s with %s', (example, script) => {
  beforeAll(async () => { shop = await startShop(example, script); });
  afterAll(async () => shop.close());
  beforeEach(async () => {
    browser = await openBrowser();
    customer = await ShopPage.open(browser, `${shop.pageUrl}?customer=jane-${people++}`);
  });
  afterEach(async () => {
    expect(browser.watched.consoleErrors.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
    await browser.close();
  });

  test('a reload and a second tab show the chat that runs, and start none', async () => {
    const before = running();
    await talk();
    await customer.page.reload();
    await customer.reads('Your chat is still open.');
    await customer.sees('It arrives tomorrow.');
    const tab = await ShopPage.open(browser, customer.page.url());
    await tab.reads('Your chat is still open.');
    await tab.say('Thank you.');
    await customer.sees('Thank you.');
    expect(await customer.conversation()).toEqual([...PAST, 'Thank you.']);
    expect(running()).toBe(before + 1);
  });

  test('a customer who comes back a minute after the end finds the earlier chat above the new one', async () => {
    await talk();
    shop.simulator.contacts.end(contactId);
    await customer.reads('You can come back to it.');
    await shop.simulator.clock.letPass(TRANSCRIPT_SECONDS);
    await openChat();
    await customer.say('It has not come.');
    expect(await customer.conversation()).toEqual(['---', ...PAST, '---', 'It has not come.']);
  });

  test('a customer who was away when the chat ended is told so, and comes back', async () => {
    await talk();
    await customer.page.goto('about:blank');
    shop.simulator.contacts.end(contactId);
    await shop.simulator.clock.letPass(TRANSCRIPT_SECONDS);
    await customer.page.goBack();
    await customer.openChat();
    await customer.sees('It arrives tomorrow.');
    expect(await customer.conversation()).toEqual(['---', ...PAST, '---']);
  });

  test('a customer who leaves first comes back', async () => {
    await talk();
    await customer.leave();
    await customer.reads('You can come back to it.');
    shop.simulator.contacts.end(contactId);
    await shop.simulator.clock.letPass(TRANSCRIPT_SECONDS);
    await customer.openChat();
    await customer.sees('It arrives tomorrow.');
  });

  test('a customer who opens the chat in two tabs at once is in one', async () => {
    const before = running();
    const tab = await ShopPage.open(browser, customer.page.url());
    await Promise.all([customer.openChat(), tab.openChat()]);
    await tab.say('Hello?');
    await customer.sees('Hello?');
    expect(running()).toBe(before + 1);
  });

  test('a customer who comes back at once sees the earlier chat as soon as it can be continued', async () => {
    await talk();
    shop.simulator.contacts.end(contactId);
    await customer.reads('You can come back to it.');
    await openChat();
    await customer.say('One more thing.');
    await shop.simulator.clock.letPass(LATE_SECONDS);
    await customer.sees('It arrives tomorrow.');
    expect(await customer.conversation()).toEqual(['---', ...PAST, '---', 'One more thing.']);
  });

  if (example === 'website') {
    test('a page asks nothing where there is nothing to come back to', async () => {
      const before = shop.simulator.requests.length;
      const requests: string[] = [];
      customer.page.on('request', (request) => requests.push(new URL(request.url()).pathname));
      await customer.page.reload();
      await customer.page.getByRole('button', { name: 'Open chat' }).waitFor();
      expect(requests).toEqual(['/', '/page.js']);
      expect(shop.simulator.requests).toHaveLength(before);
    });
  }

  if (example === 'sessions') {
    test('who signs in after somebody else finds none of her chats', async () => {
      await talk();
      await customer.page.getByRole('button', { name: 'Sign out' }).click();
      await customer.page.waitForURL(`${shop.pageUrl}sign-in`);
      await customer.page.goto(`${shop.pageUrl}?customer=john-${people++}`);
      await openChat();
      expect(await customer.conversation()).toEqual([]);
      expect(await customer.page.evaluate('JSON.stringify({ ...localStorage })')).not.toContain('jane');
    });
  }

  test('what is said before the websocket is subscribed is shown soon after', async () => {
    shop.simulator.delaySubscriptions(1500);
    await customer.page.getByRole('button', { name: 'Open chat' }).click();
    await customer.reads('Your chat is open.');
    contactId = shop.latestContactId();
    await until(() => customer.page.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/participant/transcript'))));
    answer('Hello, how can I help?');
    await customer.sees('Hello, how can I help?');
    shop.simulator.delaySubscriptions(0);
  });
});
