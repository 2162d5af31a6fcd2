import { App, Stack } from 'aws-cdk-lib';
import { PersistentChat } from 'cdk-connect-persistent-chat';

const app = new App();
const stack = new Stack(app, 'MinimalChat');

new PersistentChat(stack, 'Chat', {
  instanceId: '11111111-1111-1111-1111-111111111111',
  contactFlowId: '22222222-2222-2222-2222-222222222222',
});
