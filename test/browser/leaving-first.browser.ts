import { openConversation } from './conversation';
import { visitEachTest } from './visit-each-test';

const v = visitEachTest();

test('a customer who leaves the agent is told so, although Connect says nothing, and can start another chat', async () => {
  await openConversation(v.customer, v.agent);
  await v.customer.page.getByRole('button', { name: 'Leave' }).click();
  await v.customer.notice.getByText('You can come back to this conversation.').waitFor();
  await v.agent.page.getByText('The customer has left.').waitFor();
  await v.customer.comeBack('a new conversation');
  await v.customer.say('Another question.');
});
