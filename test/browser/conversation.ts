import type { Agent, Customer } from './people';

/** A chat that runs, in which each side has said something that the customer can read. */
export async function openConversation(customer: Customer, agent: Agent): Promise<void> {
  await customer.start();
  await customer.say('Where is my parcel?');
  await agent.press('Accept');
  await agent.say('Let me see.');
  await customer.conversation.getByText('Let me see.').waitFor();
}

export async function messages({ conversation }: Customer): Promise<string[]> {
  return conversation.locator('p').allTextContents();
}
