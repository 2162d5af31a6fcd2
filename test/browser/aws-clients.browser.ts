import { type Browser, openBrowser, quitChromium } from './open-page';
import { type Shop, startShop } from './shop';
import { ShopPage } from './shop-page';

let shop: Shop;
let browser: Browser;

beforeEach(async () => { browser = await openBrowser(); });
afterEach(async () => {
  await browser.close();
  await shop.close();
});
afterAll(quitChromium);

function endChat(): void {
  shop.simulator.contacts.end(shop.latestContactId());
  shop.simulator.clock.advance(60);
}

test('a customer of the chat interface comes back to the conversation, on the defaults and without a change to it', async () => {
  shop = await startShop('website', 'chat-interface.js', 'chat-interface.js');
  const openChat = async () => {
    const customer = await ShopPage.open(browser, shop.pageUrl);
    await customer.openChat();
    return customer;
  };
  await (await openChat()).say('Where is my parcel?');
  endChat();

  const customer = await openChat();
  await customer.sees('Where is my parcel?');
  await customer.say('It has not come.');
  endChat();
  const again = await openChat();
  await again.sees('It has not come.');
  await again.sees('Where is my parcel?');
  expect(browser.watched.consoleErrors).toEqual([]);
});

test('a customer of the hosted widget comes back by its callback', async () => {
  shop = await startShop('website', 'hosted-widget.js', 'hosted-widget.js');
  const customer = await ShopPage.open(browser, shop.pageUrl);
  const { page } = customer;
  await page.getByRole('button', { name: 'Open chat' }).click();
  await customer.reads('NEW');
  const past = shop.latestContactId();
  endChat();
  await page.reload();
  await page.getByRole('button', { name: 'Open chat' }).click();
  await customer.reads(`REHYDRATED ${past}`);
});
