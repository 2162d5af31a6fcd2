import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { ACCOUNT, chatInStack, INSTANCE_ID, REGION } from './fixtures';
import { ChatAccess, ChatSessionStore, PersistentChat, PersistentChatProps } from '../src';

type Props = (stack: Stack) => Partial<PersistentChatProps>;
type Addition = (chat: PersistentChat, stack: Stack) => void;

/** The template of a chat, and what CloudFormation creates or updates before the API's deployment. */
function orderOf(props: Props, add: Addition = () => {}) {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
  const { chat } = chatInStack(props(stack), stack);
  add(chat, stack);
  const template = Template.fromStack(stack);
  const resources: Record<string, unknown> = template.toJSON().Resources;
  const before = new Set<string>();
  const visit = (value: unknown): void => {
    for (const id of JSON.stringify(value).match(/[A-Za-z0-9]+/g)!.filter((word) => word in resources && !before.has(word))) {
      before.add(id);
      visit(resources[id]);
    }
  };
  const [[deploymentId, deployment]] = Object.entries(template.findResources('AWS::ApiGateway::Deployment'));
  visit(deployment);
  expect(before).not.toContain(deploymentId);
  return { template, before, idOf: (resource: CfnResource): string => stack.resolve(resource.logicalId) };
}

const store: Props = (stack) => ({ sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ID }) });
const jwt: Props = () => ({ access: ChatAccess.jwt({ issuer: 'https://login.example.com', audience: ['chat'] }) });
const ownAuthorizer: Props = (stack) => {
  const handler = new lambda.Function(stack, 'Own', { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('1') });
  return { access: ChatAccess.authorizer(new apigateway.TokenAuthorizer(stack, 'OwnAuthorizer', { handler })) };
};

describe('the stage serves a new deployment only after API Gateway may call', () => {
  test.each<[string, Props, number]>([
    ['the function', () => ({}), 1],
    ['the function of both resources', store, 2],
    ['the alias', () => ({ provisionedConcurrentExecutions: 1 }), 1],
    ['the alias of both resources', (stack) => ({ ...store(stack), provisionedConcurrentExecutions: 1 }), 2],
    ['the function, and the one that checks tokens', jwt, 2],
    ['the function, and the one that checks tokens of user pool clients', (stack) => {
      const pool = new cognito.UserPool(stack, 'Pool');
      return { access: ChatAccess.cognito([pool], { userPoolClients: [pool.addClient('Client')] }) };
    }, 2],
    ['the function, and the app\'s own authorizer', ownAuthorizer, 2],
  ])('%s', (_, props, number) => {
    const { template, before } = orderOf(props);
    const permissions = Object.keys(template.findResources('AWS::Lambda::Permission', { Properties: { Principal: 'apigateway.amazonaws.com' } }));
    expect(permissions).toHaveLength(number);
    expect(permissions.filter((id) => !before.has(id))).toEqual([]);
  });

  test('under the name of the stage that the app chose', () => {
    const { template } = orderOf(() => ({ stageName: 'live' }));
    const [{ Properties }] = Object.values(template.findResources('AWS::Lambda::Permission'));
    expect(JSON.stringify(Properties.SourceArn)).toContain('/live/POST/');
  });
});

describe('the stage serves a new deployment only after CloudFormation has made what the app adds by itself:', () => {
  test.each<[string, (chat: PersistentChat, stack: Stack) => CfnResource]>([
    ['a model', ({ api }, stack) => new apigateway.CfnModel(stack, 'Added', { restApiId: api.restApiId, contentType: 'a/b', schema: {} })],
    ['a method', ({ api }, stack) => new apigateway.CfnMethod(stack, 'Added', {
      restApiId: api.restApiId, resourceId: api.root.resourceId, httpMethod: 'GET', integration: { type: 'MOCK' },
    })],
    ['an answer', ({ api }, stack) => new apigateway.CfnGatewayResponse(stack, 'Added', { restApiId: api.restApiId, responseType: 'QUOTA_EXCEEDED' })],
    ['a permission', ({ api, startChatFunction }, stack) => new lambda.CfnPermission(stack, 'Added', {
      action: 'lambda:InvokeFunction',
      principal: 'apigateway.amazonaws.com',
      functionName: startChatFunction.functionName,
      sourceArn: `arn:aws:execute-api:${REGION}:${ACCOUNT}:${api.restApiId}/*`,
    })],
  ])('%s', (_, create) => {
    let added: CfnResource | undefined;
    const { before, idOf } = orderOf(() => ({}), (chat, stack) => { added = create(chat, stack); });
    expect(before).toContain(idOf(added!));
  });

  const answer = ({ api }: PersistentChat, scope: Construct, responseType = 'QUOTA_EXCEEDED') => new apigateway.CfnGatewayResponse(scope, 'Added', { restApiId: api.restApiId, responseType });

  test.each<[string, Addition]>([
    ['names the stage', (chat, stack) => answer(chat, stack, chat.api.deploymentStage.stageName)],
    ['names a resource that names the stage', (chat, stack) => {
      const other = new CfnResource(stack, 'Other', { type: 'AWS::SSM::Parameter', properties: { Type: 'String', Value: chat.url } });
      answer(chat, stack, other.ref);
    }],
    ['depends on the stage', (chat, stack) => answer(chat, stack).addDependency(chat.api.deploymentStage.node.defaultChild as CfnResource)],
    ['depends on the chat', (chat, stack) => answer(chat, stack).node.addDependency(chat)],
    ['is in a construct that depends on the API', (chat, stack) => {
      const group = new Construct(stack, 'Group');
      group.node.addDependency(chat.api);
      answer(chat, group);
    }],
  ])('unless it comes after the stage, because it %s', (_, add) => {
    expect(() => orderOf(() => ({}), add)).not.toThrow();
  });
});
