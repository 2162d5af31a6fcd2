import 'amazon-connect-chatjs';
import { createPersistentChat } from 'cdk-connect-persistent-chat-client';
import { openTranscript } from 'cdk-connect-persistent-chat-client/transcript';
import { onActions, showConversation, showState } from './show-chat.js';
import { customer, fetchToken, onSignOut } from './sign-in.js';

const chat = createPersistentChat({
  url: 'https://API_ID.execute-api.us-east-1.amazonaws.com/Prod/',
  customer,
  sessionStore: true,
  headers: async () => ({ Authorization: `Bearer ${await fetchToken()}` }),
});
let session;

async function join(result, welcome) {
  if (!result.ok) return showState('closed', result.message);
  connect.ChatSession.setGlobalConfig({ region: result.region });
  session = connect.ChatSession.create({ chatDetails: result.chatDetails, type: 'CUSTOMER' });
  openTranscript(session, { onChange: showConversation });
  session.onEnded(() => showState('ended'));
  showState(await chat.connect(session) ? 'open' : 'ended', welcome);
}

onActions({
  load: async () => await chat.isOpen() && join(await chat.resume(), 'Your chat is still open.'),
  open: async () => join(await chat.start({ ParticipantDetails: { DisplayName: customer } }), 'Your chat is open.'),
  send: (message) => session.sendMessage({ message, contentType: 'text/plain' }),
  leave: async () => await chat.leave(session) && showState('ended'),
});
onSignOut(() => chat.forget());
