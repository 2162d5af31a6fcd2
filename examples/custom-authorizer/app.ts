import { join } from 'path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ChatAccess, PersistentChat } from 'cdk-connect-persistent-chat';

/** The public half of the key that the shop signs its sessions with: put your own. Nobody has the private half of this one. */
const SHOP_KEY = 'MCowBQYDK2VwAyEANJPGGni3qXK5q9yuO7/iW6/OMh0J+IUaRLroUTiUZY0=';

const app = new App();
const stack = new Stack(app, 'CustomAuthorizerChat');

const logGroup = new logs.LogGroup(stack, 'SessionAuthorizerLogs', { retention: logs.RetentionDays.ONE_MONTH });
// Without a role of its own the function could write every log of the account.
const role = new iam.Role(stack, 'SessionAuthorizerRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
logGroup.grantWrite(role);

const sessionAuthorizer = new lambda.Function(stack, 'SessionAuthorizer', {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromAsset(join(__dirname, 'session-authorizer')),
  role,
  logGroup,
  environment: { SHOP_KEY: app.node.tryGetContext('shopKey') ?? SHOP_KEY },
});

new PersistentChat(stack, 'Chat', {
  instanceId: '11111111-1111-1111-1111-111111111111',
  contactFlowId: '22222222-2222-2222-2222-222222222222',
  access: ChatAccess.authorizer(new apigateway.TokenAuthorizer(stack, 'ShopSession', {
    handler: sessionAuthorizer,
    resultsCacheTtl: Duration.seconds(0),
  }), { identifyCustomer: true, attributeClaims: { tier: 'tier' } }),
  allowedOrigins: [app.node.tryGetContext('pageOrigin') ?? 'https://www.example.com'],
});
