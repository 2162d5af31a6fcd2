/** An app as users write it, with each kind of access: it must synthesize without a warning. Its folder decides which module system it is compiled to. */
import { App, Stack, Validations, aws_apigateway as apigateway, aws_cognito as cognito, aws_lambda as lambda } from 'aws-cdk-lib';
import { ChatAccess, ChatSessionStore, PersistentChat } from 'cdk-connect-persistent-chat';

const CHAT = {
  instanceId: '11111111-1111-1111-1111-111111111111',
  contactFlowId: '22222222-2222-2222-2222-222222222222',
  allowedOrigins: ['https://www.example.com'],
};

const app = new App();

const backend = new Stack(app, 'Backend');
new PersistentChat(backend, 'Chat', {
  ...CHAT,
  access: ChatAccess.iam(),
  sessionStore: new ChatSessionStore(backend, 'Sessions', { instanceId: CHAT.instanceId }),
});

const signedIn = new Stack(app, 'SignedIn');
const customers = new cognito.UserPool(signedIn, 'Customers');
const sessionStore = new ChatSessionStore(signedIn, 'Sessions', { instanceId: CHAT.instanceId });
new PersistentChat(signedIn, 'UserPool', { ...CHAT, sessionStore, access: ChatAccess.cognito([customers]) });
new PersistentChat(signedIn, 'UserPoolClients', {
  ...CHAT,
  sessionStore,
  access: ChatAccess.cognito([customers], { userPoolClients: [customers.addClient('Website')] }),
});
new PersistentChat(signedIn, 'Tokens', {
  ...CHAT,
  access: ChatAccess.jwt({ issuer: 'https://issuer.example.com', audience: ['chat'] }),
});

const ownAuthorizer = new Stack(app, 'OwnAuthorizer');
const handler = new lambda.Function(ownAuthorizer, 'Authorizer', {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline('exports.handler = async () => ({});'),
});
new PersistentChat(ownAuthorizer, 'Chat', {
  ...CHAT,
  access: ChatAccess.authorizer(new apigateway.TokenAuthorizer(ownAuthorizer, 'Tokens', { handler })),
});

const publicWebsite = new Stack(app, 'PublicWebsite');
const visitors = new PersistentChat(publicWebsite, 'Chat', { ...CHAT, access: ChatAccess.anonymous() });
Validations.of(visitors).acknowledge({ id: 'cdk-connect-persistent-chat:anonymousAccess', reason: 'Visitors of a public website do not sign in.' });
