import { App, Stack, Validations } from 'aws-cdk-lib';
import { ChatAccess, PersistentChat } from 'cdk-connect-persistent-chat';

const app = new App();
const stack = new Stack(app, 'WebsiteChat');

const chat = new PersistentChat(stack, 'Chat', {
  instanceId: '11111111-1111-1111-1111-111111111111',
  contactFlowId: '22222222-2222-2222-2222-222222222222',
  access: ChatAccess.anonymous(),
  allowedOrigins: [app.node.tryGetContext('pageOrigin') ?? 'https://www.example.com'],
  allowedAttributes: ['orderId'],
});

Validations.of(chat).acknowledge({
  id: 'cdk-connect-persistent-chat:anonymousAccess',
  reason: 'The chat of a public website: visitors do not sign in.',
});
