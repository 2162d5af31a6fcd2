/**
 * Stands in for the Amazon Connect chat interface, which no registry has: it sends the same request by the page's `fetch`, gives
 * the page only the contact id, and loads the past conversation when ChatJS tells that the chat is rehydrated.
 */
import 'amazon-connect-chatjs';

connect.ChatInterface = {
  initiateChat: async (input, onSuccess, onFailure) => {
    try {
      const { data: { startChatResult: { ContactId, ParticipantId, ParticipantToken } } } = await startChat(input);
      connect.ChatSession.setGlobalConfig({ region: input.region });
      const chatDetails = { contactId: ContactId, participantId: ParticipantId, participantToken: ParticipantToken };
      const session = connect.ChatSession.create({ chatDetails, type: 'CUSTOMER' });
      session.onMessage(({ data }) => draw([data]));
      session.onChatRehydrated(() => loadTranscript(session));
      await session.connect();
      document.querySelector('#status').textContent = 'Your chat is open.';
      document.querySelector('#say').hidden = false;
      document.querySelector('#say').onsubmit = (event) => {
        event.preventDefault();
        session.sendMessage({ message: document.querySelector('#message').value, contentType: 'text/plain' });
      };
      onSuccess({ contactId: ContactId });
    } catch (error) {
      onFailure(error);
    }
  },
};

async function startChat({ name, apiGatewayEndpoint, instanceId, contactFlowId, contactAttributes, supportedMessagingContentTypes, chatDurationInMinutes }) {
  const response = await window.fetch(apiGatewayEndpoint, {
    method: 'post',
    body: JSON.stringify({
      InstanceId: instanceId,
      ContactFlowId: contactFlowId,
      ParticipantDetails: { DisplayName: name },
      Username: name,
      Attributes: JSON.parse(contactAttributes),
      SupportedMessagingContentTypes: supportedMessagingContentTypes.split(','),
      ChatDurationInMinutes: Number(chatDurationInMinutes),
    }),
  });
  return response.json();
}

async function loadTranscript(session, nextToken) {
  const { data } = await session.getTranscript({ scanDirection: 'BACKWARD', sortOrder: 'ASCENDING', maxResults: 100, nextToken });
  draw(data.Transcript);
  if (data.NextToken) await loadTranscript(session, data.NextToken);
}

function draw(items) {
  for (const { Content } of items.filter(({ Type }) => Type === 'MESSAGE')) {
    const line = document.createElement('li');
    line.textContent = Content;
    document.querySelector('#conversation').append(line);
  }
}
