import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { ChatAccess, PersistentChat } from 'cdk-connect-persistent-chat';

const app = new App();
const stack = new Stack(app, 'CognitoChat');

const customers = new cognito.UserPool(stack, 'Customers', {
  signInAliases: { email: true },
  passwordPolicy: { minLength: 12 },
  removalPolicy: RemovalPolicy.RETAIN,
});
customers.addClient('Website');

new PersistentChat(stack, 'Chat', {
  instanceId: '11111111-1111-1111-1111-111111111111',
  contactFlowId: '22222222-2222-2222-2222-222222222222',
  access: ChatAccess.cognito([customers], { attributeClaims: { email: 'email' } }),
  allowedOrigins: [app.node.tryGetContext('pageOrigin') ?? 'https://www.example.com'],
});
