import { withResumeHandles } from 'cdk-connect-persistent-chat-client/fetch';

const url = 'https://API_ID.execute-api.us-east-1.amazonaws.com/Prod/';
const startChat = withResumeHandles({ url });

amazon_connect('customStartChat', async (callback) => {
  const response = await startChat(url, {
    method: 'POST',
    body: JSON.stringify({ ParticipantDetails: { DisplayName: 'Jane' } }),
  });
  const { data, message } = await response.json();
  if (!response.ok) throw new Error(message);
  callback(data);
});
