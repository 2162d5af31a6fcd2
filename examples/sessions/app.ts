import { App, Stack } from 'aws-cdk-lib';
import { ChatAccess, ChatSessionStore, PersistentChat } from 'cdk-connect-persistent-chat';

const INSTANCE_ID = '11111111-1111-1111-1111-111111111111';

const app = new App();
const stack = new Stack(app, 'SessionsChat');

new PersistentChat(stack, 'Chat', {
  instanceId: INSTANCE_ID,
  contactFlowId: '22222222-2222-2222-2222-222222222222',
  access: ChatAccess.jwt({ issuer: 'https://issuer.example.com', audience: ['chat'] }),
  sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ID }),
  allowedOrigins: [app.node.tryGetContext('pageOrigin') ?? 'https://www.example.com'],
});
