import { App, Stack, Validations } from 'aws-cdk-lib';
import { ChatAccess, PersistentChat } from 'cdk-connect-persistent-chat';

const app = new App();
const stack = new Stack(app, 'LocalPageChat');

const chat = new PersistentChat(stack, 'Chat', {
  instanceId: '11111111-1111-1111-1111-111111111111',
  contactFlowId: '22222222-2222-2222-2222-222222222222',
  access: ChatAccess.anonymous(),
  allowedOrigins: [app.node.tryGetContext('pageOrigin') ?? 'http://127.0.0.1:8080'],
});

Validations.of(chat).acknowledge({
  id: 'cdk-connect-persistent-chat:anonymousAccess',
  reason: 'A page on the same machine: nobody signs in.',
});
