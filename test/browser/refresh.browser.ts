import { messages, openConversation } from './conversation';
import { Customer } from './people';
import { visitEachTest } from './visit-each-test';

const v = visitEachTest();

beforeEach(async () => openConversation(v.customer, v.agent));

test('a reload goes on with the running chat, and starts no second one', async () => {
  const started = v.demo.simulator.requests.length;
  await v.customer.page.reload();
  await v.customer.conversation.getByText('Let me see.').waitFor();
  await v.customer.say('Thank you.');
  await v.agent.conversation.getByText('Thank you.').waitFor();
  expect(await messages(v.customer)).toEqual(['Where is my parcel?', 'Let me see.', 'Thank you.']);
  expect(v.demo.simulator.requests).toHaveLength(started);
});

test('a page that was away when the chat ended says so, and offers to come back', async () => {
  const { page } = v.customer;
  const contactId = await v.customer.contactId();
  await page.goto('about:blank');
  v.demo.simulator.contacts.end(contactId);
  v.demo.simulator.clock.advance(60);
  await page.goto(v.demo.pageUrl);
  await v.customer.notice.getByText('ended').waitFor();
  await v.customer.comeBack('all of it');
  await v.customer.earlier.getByText('Let me see.').waitFor();
});

const throttled = { status: 429, headers: { 'access-control-allow-origin': '*', 'x-amzn-errortype': 'ThrottlingException' }, body: '{}' };
const proxyRefused = { status: 403, headers: { 'access-control-allow-origin': '*', 'content-type': 'text/html' }, body: '<html>Forbidden</html>' };

test.each([['throttled', throttled], ['refused by a proxy', proxyRefused]])('a connection that is %s on reload keeps the chat, and trying again goes on with it', async (_, answer) => {
  const { page } = v.customer;
  await page.route('**/participant/connection', (route) => (route.request().method() === 'OPTIONS' ? route.continue() : route.fulfill(answer)));
  await page.reload();
  await v.customer.notice.getByText('cannot be reached').waitFor();
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await v.customer.conversation.getByText('Let me see.').waitFor();
  await v.customer.say('Thank you.');
  await v.agent.conversation.getByText('Thank you.').waitFor();
  expect(await messages(v.customer)).toEqual(['Where is my parcel?', 'Let me see.', 'Thank you.']);
});

test('a transcript that is throttled on reload is loaded soon after', async () => {
  const { page } = v.customer;
  await page.route('**/participant/transcript', (route) => (route.request().method() === 'OPTIONS' ? route.continue() : route.fulfill(throttled)));
  await page.reload();
  await v.customer.notice.getByText('Your chat is still open.').waitFor();
  await page.unrouteAll();
  await v.customer.conversation.getByText('Let me see.').waitFor();
});

test('a second tab shows the chat that runs, and both go on with it', async () => {
  const page = await v.browser.open(v.demo.pageUrl);
  const customer = new Customer(page);
  await customer.notice.getByText('Your chat is still open.').waitFor();
  await customer.say('Still there?');
  await v.customer.conversation.getByText('Still there?').waitFor();
  for (const tab of [customer, v.customer]) expect(await messages(tab)).toEqual(['Where is my parcel?', 'Let me see.', 'Still there?']);
});
