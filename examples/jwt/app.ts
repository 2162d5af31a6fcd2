import { App, Stack } from 'aws-cdk-lib';
import { ChatAccess, PersistentChat } from 'cdk-connect-persistent-chat';

const app = new App();
const stack = new Stack(app, 'JwtChat');

new PersistentChat(stack, 'Chat', {
  instanceId: '11111111-1111-1111-1111-111111111111',
  contactFlowId: '22222222-2222-2222-2222-222222222222',
  access: ChatAccess.jwt({
    issuer: 'https://login.example.com/',
    audience: ['https://chat.example.com'],
    attributeClaims: { 'email': 'email', 'https://example.com/tier': 'tier' },
  }),
  allowedOrigins: [app.node.tryGetContext('pageOrigin') ?? 'https://www.example.com'],
});
