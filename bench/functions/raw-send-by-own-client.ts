import { createStartChatContact } from '../../lambda/start-chat/connect/client';

const startChatContact = createStartChatContact(process.env.AWS_REGION!, process.env);

/** Only the call by the shipped function's client. What the shipped function takes in addition is the work of its handler. */
export async function handler(): Promise<object> {
  return startChatContact(
    {
      InstanceId: process.env.INSTANCE_ID!,
      ContactFlowId: process.env.CONTACT_FLOW_ID!,
      ParticipantDetails: { DisplayName: 'Jane' },
      Attributes: { customerName: 'Jane' },
    },
    new AbortController().signal,
  );
}
