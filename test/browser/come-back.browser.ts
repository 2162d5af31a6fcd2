import { playPastSession } from './past-session';
import { visitEachTest } from './visit-each-test';

let customers = 0;
const v = visitEachTest(() => `Jane-${customers++}`);

/** What the customer can read of the earlier conversation, without who joined and left. */
async function earlierMessages(): Promise<string[]> {
  await v.customer.earlier.waitFor();
  return v.customer.earlier.locator('p').allTextContents();
}

const WITH_AGENTS = ['Where is my parcel?', 'Let me hand you over to the parcel desk.', 'It arrives tomorrow.'];

test('a customer who comes back to the entire past session finds all of it, the survey too', async () => {
  await playPastSession(v.customer, v.agent);
  await v.customer.comeBack('all of it');
  expect(await earlierMessages()).toEqual([...WITH_AGENTS, 'How did we do, from 1 to 5?', 'Five', 'Thank you.']);
});

test('a customer who comes back to the last contact with an agent does not see the survey', async () => {
  await playPastSession(v.customer, v.agent);
  await v.customer.comeBack('the last contact with an agent');
  expect(await earlierMessages()).toEqual(WITH_AGENTS);
});

test('agent and customer go on after the earlier conversation, which the agent sees, too', async () => {
  await playPastSession(v.customer, v.agent);
  await v.customer.comeBack('the last contact with an agent');
  await v.agent.press('Accept');
  await v.agent.say('Welcome back.');
  const current = v.customer.conversation.locator('.current p');
  await current.getByText('Welcome back.').waitFor();
  expect(await current.allTextContents()).toEqual(['Welcome back.']);
  expect(await v.agent.conversation.locator('section p').allTextContents()).toEqual(WITH_AGENTS);
});

test('nothing leaves this machine, and the console holds no error', async () => {
  await playPastSession(v.customer, v.agent);
  await v.customer.comeBack('all of it');
  await v.customer.earlier.waitFor();
  expect([...v.browser.watched.hosts]).toEqual(['127.0.0.1']);
  expect(v.browser.watched.consoleErrors).toEqual([]);
});

test('what people type is shown as they typed it, on both sides', async () => {
  const markup = (by: string) => `<img src="x" onerror="document.title=1"><b>${by}</b>`;
  await v.customer.start();
  await v.customer.say(markup('customer'));
  await v.agent.press('Accept');
  await v.agent.say(markup('agent'));
  expect(await v.customer.conversation.locator('p').allTextContents()).toEqual([markup('customer'), markup('agent')]);
  expect(await v.agent.conversation.locator('p').allTextContents()).toEqual([markup('customer'), markup('agent')]);
});
