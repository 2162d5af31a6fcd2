import { ConnectClient, StartChatContactCommand } from '@aws-sdk/client-connect';

const client = new ConnectClient({});

/** Only the SDK's call, for the same chat as the start event asks for. */
export async function handler(): Promise<object> {
  return client.send(new StartChatContactCommand({
    InstanceId: process.env.INSTANCE_ID,
    ContactFlowId: process.env.CONTACT_FLOW_ID,
    ParticipantDetails: { DisplayName: 'Jane' },
    Attributes: { customerName: 'Jane' },
  }));
}
