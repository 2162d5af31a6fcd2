import { visitEachTest } from './visit-each-test';

const v = visitEachTest();

test('a visitor comes back by the resume handle, and the page shows neither that nor a token', async () => {
  const answered = v.customer.page.waitForResponse(v.demo.visitorsApp.url);
  await v.customer.start();
  const { data: { startChatResult, persistentChat: { resumeHandle } } } = await (await answered).json();
  await v.customer.say('Where is my parcel?');
  await v.agent.press('End chat');
  await v.agent.letMinutePass();

  const asked = v.customer.page.waitForRequest(v.demo.visitorsApp.url);
  await v.customer.comeBack('all of it');
  await v.customer.earlier.getByText('Where is my parcel?').waitFor();
  expect((await asked).postDataJSON()).toMatchObject({ PersistentChat: { SourceContactId: resumeHandle } });

  await v.customer.page.getByText('200 REHYDRATED').waitFor();
  const shown = await v.customer.page.content();
  for (const secret of [resumeHandle, startChatResult.ParticipantToken]) expect(shown).not.toContain(secret);
});

test('a visitor who wants a new conversation gets one', async () => {
  await v.customer.start();
  await v.customer.say('Where is my parcel?');
  await v.agent.press('End chat');
  await v.agent.letMinutePass();
  await v.customer.comeBack('a new conversation');
  await v.customer.say('Another question.');
  expect(await v.customer.conversation.locator('p').allTextContents()).toEqual(['Another question.']);
});

test('a visitor is not offered what a resume handle cannot do: to continue a later contact', async () => {
  await v.customer.start();
  await v.customer.say('Where is my parcel?');
  await v.agent.press('End chat');
  await v.customer.startButton.waitFor();
  expect(await v.customer.page.getByRole('radio').count()).toBe(2);
});
