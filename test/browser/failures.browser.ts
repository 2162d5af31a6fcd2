import { visitEachTest } from './visit-each-test';

const v = visitEachTest();

/** The most that the function makes for a chat. */
const ATTEMPTS = 3;
const THROTTLED = { status: 429, error: 'TooManyRequestsException' } as const;

test('a page of an origin that is not allowed starts no chat, and says that it cannot', async () => {
  const started = v.demo.simulator.requests.length;
  await v.customer.page.goto(v.demo.pageUrl.replace('127.0.0.1', 'localhost'));
  await v.customer.startButton.click();
  await v.customer.notice.getByText('cannot be reached').waitFor();
  expect(v.demo.simulator.requests).toHaveLength(started);
  await v.customer.page.locator('#start-form[aria-busy="false"]').waitFor();
});

test('a customer who comes back too early talks in a new chat, and reads why', async () => {
  await v.customer.start();
  await v.customer.say('Where is my parcel?');
  await v.agent.press('End chat');
  await v.customer.comeBack('all of it');
  await v.customer.notice.getByText('This is a new conversation.').waitFor();
  await v.customer.say('Hello again.');
  expect(await v.customer.conversation.locator('p').allTextContents()).toEqual(['Hello again.']);
  expect(await v.customer.page.getByText('200 NOT_REHYDRATED').count()).toBe(1);
});

test('a customer can come back later to a conversation that was not ready', async () => {
  await v.customer.start();
  await v.customer.say('Where is my parcel?');
  await v.agent.press('End chat');
  await v.customer.comeBack('all of it');
  await v.customer.page.getByRole('button', { name: 'Leave' }).click();
  await v.customer.startButton.waitFor();
  await v.agent.letMinutePass();
  await v.customer.comeBack('all of it');
  await v.customer.earlier.getByText('Where is my parcel?').waitFor();
});

test('a throttled start is repeated by the page, and the chat starts', async () => {
  v.demo.simulator.failNext(THROTTLED, ATTEMPTS);
  await v.customer.start();
  await v.customer.page.getByText('429 TooManyRequests').waitFor();
  await v.customer.say('Where is my parcel?');
});

test('a start for which Connect has no room says so, and the next press of the button starts the chat', async () => {
  v.demo.simulator.failNext({ status: 429, error: 'LimitExceededException' });
  await v.customer.startButton.click();
  await v.customer.notice.getByText('as many active chats as its quota allows').waitFor();
  expect(await v.customer.startButton.isEnabled()).toBe(true);
  await v.customer.start();
  await v.customer.say('Where is my parcel?');
});
