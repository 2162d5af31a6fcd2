import { messages, openConversation } from './conversation';
import { Agent, Customer } from './people';
import { addressOf, visit } from './visit';
import { visitEachTest } from './visit-each-test';

let customers = 0;
let jane: string;
const v = visitEachTest(() => {
  customers += 1;
  return jane = `Jane-${customers}`;
});

beforeEach(async () => openConversation(v.customer, v.agent));

/** Another tab of the same browser. */
async function openTab(customer: string): Promise<Customer> {
  return new Customer(await v.browser.open(addressOf(v.demo, customer)));
}

test('a refresh gives the running chat back, with what was said', async () => {
  const contactId = await v.customer.contactId();
  const running = v.demo.simulator.contacts.countRunning();
  await v.customer.page.reload();
  await v.customer.conversation.getByText('Let me see.').waitFor();
  await v.customer.page.getByText('200 RESUMED').waitFor();
  expect(await v.customer.contactId()).toBe(contactId);
  await v.customer.say('Thank you.');
  await v.agent.conversation.getByText('Thank you.').waitFor();
  expect(await messages(v.customer)).toEqual(['Where is my parcel?', 'Let me see.', 'Thank you.']);
  expect(v.demo.simulator.contacts.countRunning()).toBe(running);
});

test('a refresh that the API cannot serve says so, and trying again gives the chat back', async () => {
  const { page } = v.customer;
  const busy = { status: 429, headers: { 'access-control-allow-origin': '*' }, body: JSON.stringify({ data: { Error: { code: 'TooManyRequests', message: 'Too many requests. Please try again.' } } }) };
  await page.route('**/Prod/resume', (route) => (route.request().method() === 'OPTIONS' ? route.continue() : route.fulfill(busy)));
  await page.reload();
  await v.customer.notice.getByText('Too many requests.').waitFor();
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await v.customer.conversation.getByText('Let me see.').waitFor();
  expect(await v.customer.notice.textContent()).toBe('Your chat is still open.');
});

test('a second tab has the same chat, and each shows at once what is said in the other', async () => {
  const other = await openTab(jane);
  await other.conversation.getByText('Let me see.').waitFor();
  await other.say('It is a big one.');
  await v.customer.conversation.getByText('It is a big one.').waitFor();
  await v.customer.say('And heavy.');
  await other.conversation.getByText('And heavy.').waitFor();
  expect(await messages(other)).toEqual(['Where is my parcel?', 'Let me see.', 'It is a big one.', 'And heavy.']);
  expect(await messages(v.customer)).toEqual(await messages(other));
});

test('on another device the chat is the same, too', async () => {
  const phone = await visit(v.demo, { customer: jane });
  try {
    await phone.customer.start();
    await phone.customer.conversation.getByText('Let me see.').waitFor();
    expect(await phone.customer.contactId()).toBe(await v.customer.contactId());
  } finally {
    await phone.browser.close();
  }
});

test('a chat that has ended is continued, in each tab', async () => {
  const other = await openTab(jane);
  await other.conversation.getByText('Let me see.').waitFor();
  await other.continued();
  await v.agent.press('End chat');
  await other.startButton.waitFor();
  await v.agent.letMinutePass();
  await v.customer.start();
  await v.customer.earlier.getByText('Let me see.').waitFor();
  await other.start();
  await other.earlier.getByText('Let me see.').waitFor();
  expect(await other.contactId()).toBe(await v.customer.contactId());
});

test('a page that was away when the chat ended says so, starts none by itself, and comes back', async () => {
  const { page } = v.customer;
  const contactId = await v.customer.contactId();
  await page.goto('about:blank');
  v.demo.simulator.contacts.end(contactId);
  v.demo.simulator.clock.advance(60);
  const running = v.demo.simulator.contacts.countRunning();
  await page.goto(addressOf(v.demo, jane));
  await v.customer.notice.getByText('The chat has ended.').waitFor();
  expect(v.demo.simulator.contacts.countRunning()).toBe(running);
  await v.customer.comeBack('all of it');
  await v.customer.earlier.getByText('Let me see.').waitFor();
  expect(await page.getByText('200 REHYDRATED').count()).toBe(1);
});

test('a new conversation continues nothing', async () => {
  await v.agent.press('End chat');
  await v.agent.letMinutePass();
  await v.customer.comeBack('a new conversation');
  await v.customer.say('Another question.');
  expect(await messages(v.customer)).toEqual(['Another question.']);
  expect(await v.customer.page.getByText('200 NEW').count()).toBe(2);
});

test('a new conversation on another device ends the chat that runs', async () => {
  const phone = await visit(v.demo, { customer: jane });
  try {
    await phone.customer.comeBack('a new conversation');
    await v.customer.startButton.waitFor();
    await phone.customer.say('Another question.');
    expect(await messages(phone.customer)).toEqual(['Another question.']);
  } finally {
    await phone.browser.close();
  }
});

test('another customer of the same browser sees nothing of the chat, neither while it runs nor when it is over', async () => {
  const john = await openTab(jane.replace('Jane', 'John'));
  await john.start();
  await john.say('A question about an invoice.');
  await v.customer.say('Still there?');
  await new Agent(john.page).press('End chat');
  await john.startButton.waitFor();
  v.demo.simulator.contacts.end(await v.customer.contactId());
  v.demo.simulator.clock.advance(60);
  await john.start();
  await john.earlier.waitFor();
  expect(await messages(john)).toEqual(['A question about an invoice.']);
  await v.customer.start();
  await v.customer.earlier.waitFor();
  expect(await messages(v.customer)).toEqual(['Where is my parcel?', 'Let me see.', 'Still there?']);
});

test('the browser stores which chat is open, and no token of it', async () => {
  const stored = await v.customer.page.evaluate<Record<string, string>>('({ ...localStorage, ...sessionStorage })');
  expect(Object.values(stored).map((text) => JSON.parse(text))).toEqual([
    { of: jane, record: { running: { contactId: await v.customer.contactId(), until: expect.any(Number) } } },
  ]);
});
