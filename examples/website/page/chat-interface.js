import { withResumeHandles } from 'cdk-connect-persistent-chat-client/fetch';

const apiGatewayEndpoint = 'https://API_ID.execute-api.us-east-1.amazonaws.com/Prod/';
// The chat interface asks for each chat by this function.
window.fetch = withResumeHandles({ url: apiGatewayEndpoint });

document.querySelector('#open').onclick = () => {
  connect.ChatInterface.initiateChat({
    name: 'Jane',
    region: 'us-east-1',
    apiGatewayEndpoint,
    instanceId: '11111111-1111-1111-1111-111111111111',
    contactFlowId: '22222222-2222-2222-2222-222222222222',
    contactAttributes: JSON.stringify({ customerName: 'Jane' }),
    supportedMessagingContentTypes: 'text/plain,text/markdown',
  }, () => console.log('The chat has started.'), (error) => console.error(error));
};
