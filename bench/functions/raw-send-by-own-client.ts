import { createStartChatContact } from '../../lambda/start-chat/connect/client';

const startChatContact = createStartChatContact(process.env.AWS_REGION!, process.env);

/** Nothing but the call of the shipped function's own client: what the handler takes beside it is the handler's own. */
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
