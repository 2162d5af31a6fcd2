/** An app as users write it, with each kind of access: it must synthesize without a warning. Its folder decides which module system it is compiled to. */
import {
  App, Stack, Validations, aws_apigateway as apigateway, aws_cognito as cognito, aws_ec2 as ec2, aws_kms as kms, aws_lambda as lambda,
} from 'aws-cdk-lib';
import { ChatAccess, ChatSessionStore, ChatSessionTable, PersistentChat } from 'cdk-connect-persistent-chat';

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
new PersistentChat(signedIn, 'UserPool', { ...CHAT, sessionStore, access: ChatAccess.cognito([customers], { customerIdPrefix: 'shop-' }) });
new PersistentChat(signedIn, 'UserPoolClients', {
  ...CHAT,
  sessionStore,
  access: ChatAccess.cognito([customers], { userPoolClients: [customers.addClient('Website')], customerIdPrefix: 'shop-' }),
});
new PersistentChat(signedIn, 'Tokens', {
  ...CHAT,
  access: ChatAccess.jwt({ issuer: 'https://issuer.example.com', audience: ['chat'], customerIdPrefix: 'partner-' }),
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

const guarded = new Stack(app, 'Guarded');
const vpc = ec2.Vpc.fromVpcAttributes(guarded, 'Vpc', {
  vpcId: 'vpc-11111111',
  availabilityZones: ['us-west-2a', 'us-west-2b'],
  privateSubnetIds: ['subnet-11111111', 'subnet-22222222'],
  privateSubnetRouteTableIds: ['rtb-11111111', 'rtb-22222222'],
});
const logEncryptionKey = new kms.Key(guarded, 'LogKey', { enableKeyRotation: true });
const functionOptions = { vpc, logEncryptionKey, tracing: true };
const ACCESS = ChatAccess.jwt({ issuer: 'https://issuer.example.com', audience: ['chat'], customerIdPrefix: 'partner-' });
new PersistentChat(guarded, 'WithHandles', {
  ...CHAT,
  ...functionOptions,
  access: ACCESS,
  resumeHandleKey: new kms.Key(guarded, 'HandleKey', { keySpec: kms.KeySpec.HMAC_256, keyUsage: kms.KeyUsage.GENERATE_VERIFY_MAC }),
  lateRehydration: true,
  provisionedConcurrentExecutions: 1,
  disableExecuteApiEndpoint: true,
});
new PersistentChat(guarded, 'WithStore', {
  ...CHAT,
  ...functionOptions,
  access: ACCESS,
  provisionedConcurrentExecutions: 1,
  sessionStore: new ChatSessionStore(guarded, 'Sessions', {
    instanceId: CHAT.instanceId,
    ...functionOptions,
    table: ChatSessionTable.managed({ encryptionKey: new kms.Key(guarded, 'TableKey', { enableKeyRotation: true }), deletionProtection: true }),
  }),
});
