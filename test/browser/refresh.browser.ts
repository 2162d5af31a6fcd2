import { messages, openConversation } from './conversation';
import { Agent, Customer } from './people';
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

test.each(['connection', 'transcript'])('a throttled %s on reload keeps the chat, and trying again goes on with it', async (operation) => {
  const { page } = v.customer;
  const throttled = { status: 429, headers: { 'access-control-allow-origin': '*', 'x-amzn-errortype': 'ThrottlingException' }, body: '{}' };
  await page.route(`**/participant/${operation}`, (route) => (route.request().method() === 'OPTIONS' ? route.continue() : route.fulfill(throttled)));
  await page.reload();
  await v.customer.notice.getByText('cannot be reached').waitFor();
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await v.customer.conversation.getByText('Let me see.').waitFor();
  await v.customer.say('Thank you.');
  await v.agent.conversation.getByText('Thank you.').waitFor();
  expect(await messages(v.customer)).toEqual(['Where is my parcel?', 'Let me see.', 'Thank you.']);
  expect(await v.customer.notice.isVisible()).toBe(false);
});

test('two tabs hold two chats, and neither shows what is said in the other', async () => {
  const page = await v.browser.open(v.demo.pageUrl);
  const [customer, agent] = [new Customer(page), new Agent(page)];
  await customer.start();
  await customer.say('I have a question about an invoice.');
  await agent.press('Accept');
  await agent.say('Which invoice?');
  await customer.conversation.getByText('Which invoice?').waitFor();
  await v.customer.say('Still there?');
  expect(await messages(customer)).toEqual(['I have a question about an invoice.', 'Which invoice?']);
  expect(await messages(v.customer)).toEqual(['Where is my parcel?', 'Let me see.', 'Still there?']);
});
