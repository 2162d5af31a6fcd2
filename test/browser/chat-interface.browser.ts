import { type Browser, openBrowser, quitChromium } from './open-page';
import { type Shop, startShop } from './shop';
import { ShopPage } from './shop-page';

let shop: Shop;
let browser: Browser;

beforeAll(async () => { shop = await startShop('website', 'chat-interface.js', 'chat-interface.js'); });
afterAll(async () => {
  await quitChromium();
  await shop.close();
});
beforeEach(async () => { browser = await openBrowser(); });
afterEach(async () => browser.close());

async function openChat(): Promise<ShopPage> {
  const customer = await ShopPage.open(browser, shop.pageUrl);
  await customer.openChat();
  return customer;
}

test('a customer of the chat interface comes back to the conversation, on the defaults and without a change to it', async () => {
  await (await openChat()).say('Where is my parcel?');
  shop.simulator.contacts.end(shop.latestContactId());
  shop.simulator.clock.advance(60);

  const customer = await openChat();
  await customer.sees('Where is my parcel?');
  await customer.say('It has not come.');
  shop.simulator.contacts.end(shop.latestContactId());
  shop.simulator.clock.advance(60);
  const again = await openChat();
  await again.sees('It has not come.');
  await again.sees('Where is my parcel?');
  expect(browser.watched.consoleErrors).toEqual([]);
});
