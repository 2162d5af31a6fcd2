import { ConnectClient, StartChatContactCommand } from '@aws-sdk/client-connect';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

const client = new ConnectClient({});

/** The first version that a team would write: read the body, call Connect, answer. It checks nothing, logs nothing and retries as the SDK does. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const body = JSON.parse(event.body ?? '{}');
  const chat = await client.send(new StartChatContactCommand({
    InstanceId: process.env.INSTANCE_ID,
    ContactFlowId: process.env.CONTACT_FLOW_ID,
    ParticipantDetails: body.ParticipantDetails,
    Attributes: body.Attributes,
    PersistentChat: body.PersistentChat,
  }));
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' },
    body: JSON.stringify({ data: { startChatResult: chat } }),
  };
}
