import type { Agent, Customer } from './people';

/** The guide's past session: C1 with the first agent, C2 after a transfer, C3 the survey. It has ended, and its transcripts are written. */
export async function playPastSession(customer: Customer, agent: Agent): Promise<void> {
  await customer.start();
  await customer.say('Where is my parcel?');
  await agent.press('Accept');
  await agent.say('Let me hand you over to the parcel desk.');
  await agent.press('Transfer');
  await agent.press('Accept');
  await agent.say('It arrives tomorrow.');
  await agent.press('End with survey');
  await customer.conversation.getByText('How did we do').waitFor();
  await customer.say('Five');
  await customer.startButton.waitFor();
  await agent.letMinutePass();
}
