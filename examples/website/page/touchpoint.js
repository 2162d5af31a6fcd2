import { create } from '@amazon-connect-touchpoint/web';
import { withResumeHandles } from 'cdk-connect-persistent-chat-client/fetch';

const url = 'https://API_ID.execute-api.us-east-1.amazonaws.com/Prod/';
const startChat = withResumeHandles({ url });

async function details() {
  const response = await startChat(url, {
    method: 'POST',
    body: JSON.stringify({
      ParticipantDetails: { DisplayName: 'Jane' },
      SupportedMessagingContentTypes: ['text/plain', 'text/markdown', 'application/vnd.amazonaws.connect.message.interactive',
        'application/vnd.amazonaws.connect.message.interactive.response'],
    }),
  });
  const { data, message } = await response.json();
  if (!response.ok) throw new Error(message);
  const { ContactId, ParticipantId, ParticipantToken } = data.startChatResult;
  return { contactId: ContactId, participantId: ParticipantId, participantToken: ParticipantToken };
}

// The Region is the instance's, as `data.region` says. Touchpoint takes us-west-2 without it.
await create({ config: { details, region: 'us-east-1' }, input: 'text' });
