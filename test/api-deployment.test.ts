import { App, CfnParameter, CfnResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { chatInStack, FLAG_SETS } from './fixtures';
import { ChatAccess, PersistentChat, PersistentChatProps } from '../src';

type Props = (stack: Stack) => Partial<PersistentChatProps>;
type Change = (chat: PersistentChat, stack: Stack) => void;

/** The logical id of the API's deployment. With another id, CloudFormation makes a new deployment. */
function deploymentId(context: Record<string, unknown>, props: Props, change: Change = () => {}): string {
  const stack = new Stack(new App({ context }), 'Stack');
  const { chat } = chatInStack(props(stack), stack);
  change(chat, stack);
  const [id, ...others] = Object.keys(Template.fromStack(stack).findResources('AWS::ApiGateway::Deployment'));
  expect(others).toEqual([]);
  return id;
}

const unchanged = new Map<object, Map<Props, string>>(Object.values(FLAG_SETS).map((context) => [context, new Map()]));

/** The same of an app that most tests compare theirs with, which is synthesized once. */
function deploymentIdBefore(context: Record<string, unknown>, props: Props): string {
  const ids = unchanged.get(context)!;
  const id = ids.get(props) ?? deploymentId(context, props);
  ids.set(props, id);
  return id;
}

const override = (type: string, path: string, value: unknown, where: (resource: CfnResource) => boolean = () => true): Change => (_, stack) => {
  const [resource] = stack.node.findAll().filter((child): child is CfnResource => CfnResource.isCfnResource(child))
    .filter((child) => child.cfnResourceType === type && where(child));
  resource.addPropertyOverride(path, value);
};
const isPost = (resource: CfnResource) => resource.node.path.includes('/POST/');
const isOptions = (resource: CfnResource) => resource.node.path.includes('/OPTIONS/');

const pools = (...ids: string[]): Props => (stack) => {
  const all = new Map(['A', 'B'].map((id) => [id, new cognito.UserPool(stack, id)]));
  return { access: ChatAccess.cognito(ids.map((id) => all.get(id)!)) };
};
const noProps: Props = () => ({});
const jwt: Props = () => ({ access: ChatAccess.jwt({ issuer: 'https://login.example.com', audience: ['chat'] }) });

function ownAuthorizer(code: string, options: Partial<apigateway.RequestAuthorizerProps> = {}): Props {
  return (stack) => {
    const handler = new lambda.Function(stack, 'Own', { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline(code) });
    const identitySources = [apigateway.IdentitySource.header('X-Session')];
    return { access: ChatAccess.authorizer(new apigateway.RequestAuthorizer(stack, 'OwnAuthorizer', { handler, identitySources, ...options })) };
  };
}

describe.each(Object.entries(FLAG_SETS))('with %s, the stage gets a new deployment', (_, context) => {
  test.each<[string, Props, Props]>([
    ['a user pool is another', pools('A'), pools('B')],
    ['a user pool is taken away', pools('A', 'B'), pools('A')],
    ['the kind of access is another', noProps, pools('A')],
    ['the user\'s own authorizer reads another header', ownAuthorizer('1'), ownAuthorizer('1', { identitySources: [apigateway.IdentitySource.header('X-Other')] })],
    ['an origin is another', () => ({ allowedOrigins: ['https://a.example'] }), () => ({ allowedOrigins: ['https://b.example'] })],
  ])('when %s', (__, before, after) => {
    expect(deploymentId(context, after)).not.toBe(deploymentIdBefore(context, before));
  });

  test.each<[string, Props, Change]>([
    ['the target of the method', jwt, override('AWS::ApiGateway::Method', 'Integration.Uri', 'arn:other', isPost)],
    ['the authorisation of the method', jwt, override('AWS::ApiGateway::Method', 'AuthorizationType', 'NONE', isPost)],
    ['the preflight\'s answer', jwt, override('AWS::ApiGateway::Method', 'Integration.RequestTemplates', { 'application/json': '{"statusCode": 200}' }, isOptions)],
    ['what an authorizer takes for a token', jwt, override('AWS::ApiGateway::Authorizer', 'IdentityValidationExpression', '.*')],
    ['how long an authorizer\'s decision is kept', jwt, override('AWS::ApiGateway::Authorizer', 'AuthorizerResultTtlInSeconds', 300)],
    ['the name of the authorizer\'s function', jwt, override('AWS::Lambda::Function', 'FunctionName', 'other', ({ node }) => node.path.includes('Authorizer'))],
    ['the name of the function', jwt, override('AWS::Lambda::Function', 'FunctionName', 'other', ({ node }) => node.path.includes('/Function/'))],
    ['an answer of API Gateway', jwt, override('AWS::ApiGateway::GatewayResponse', 'StatusCode', '418')],
    ['the binary media types', jwt, override('AWS::ApiGateway::RestApi', 'BinaryMediaTypes', ['*/*'])],
    ['the resource policy', jwt, override('AWS::ApiGateway::RestApi', 'Policy', { Version: '2012-10-17', Statement: [] })],
  ])('when an escape hatch changes %s', (__, props, change) => {
    expect(deploymentId(context, props, change)).not.toBe(deploymentIdBefore(context, props));
  });

  test('when the function has another name that the method names in a text', () => {
    const named = (name: string) => deploymentId(context, noProps, (chat, stack) => {
      const target: string = stack.resolve((chat.startChatFunction.node.defaultChild as CfnResource).logicalId);
      override('AWS::ApiGateway::Method', 'Integration.Uri', { 'Fn::Sub': `arn:aws:apigateway:\${AWS::Region}:lambda:path/\${${target}.Arn}/invocations` }, isPost)(chat, stack);
      override('AWS::Lambda::Function', 'FunctionName', name, ({ node }) => node.path.includes('/Function/'))(chat, stack);
    });
    expect(named('a')).not.toBe(named('b'));
  });

  test.each<[string, Change, Change]>([
    ['a method', (chat) => chat.api.root.addResource('a').addMethod('GET'), (chat) => chat.api.root.addResource('a').addMethod('PUT')],
    ['a model', (chat, stack) => new apigateway.CfnModel(stack, 'Model', { restApiId: chat.api.restApiId, contentType: 'a/b', schema: {} }),
      (chat, stack) => new apigateway.CfnModel(stack, 'Model', { restApiId: chat.api.restApiId, contentType: 'a/b', schema: { type: 'object' } })],
    ['an answer', (chat, stack) => new apigateway.CfnGatewayResponse(stack, 'Answer', { restApiId: chat.api.restApiId, responseType: 'QUOTA_EXCEEDED' }),
      (chat, stack) => new apigateway.CfnGatewayResponse(stack, 'Answer', { restApiId: chat.api.restApiId, responseType: 'QUOTA_EXCEEDED', statusCode: '403' })],
  ])('when %s changes that the app has added', (__, before, after) => {
    const ids = [deploymentIdBefore(context, noProps), deploymentId(context, noProps, before), deploymentId(context, noProps, after)];
    expect(new Set(ids).size).toBe(3);
  });
});

describe.each(Object.entries(FLAG_SETS))('with %s, the stage keeps its deployment', (_, context) => {
  test.each<[string, Props, Props | undefined, Change | undefined]>([
    ['nothing changes', jwt, undefined, undefined],
    ['the code of the user\'s own authorizer changes', ownAuthorizer('1'), ownAuthorizer('2'), undefined],
    ['the function learns something', jwt, (stack) => ({ ...jwt(stack), attachments: true }), undefined],
    ['the throttle changes', jwt, (stack) => ({ ...jwt(stack), throttle: { rateLimit: 1, burstLimit: 1 } }), undefined],
    ['the access log goes', jwt, (stack) => ({ ...jwt(stack), accessLog: false }), undefined],
    ['another API of the stack changes', jwt, undefined, (__, stack) => {
      new apigateway.CfnModel(stack, 'Model', { restApiId: new apigateway.CfnRestApi(stack, 'Other').ref, contentType: 'a/b', schema: {} });
    }],
    ['a resource has other metadata', jwt, undefined, (chat) => {
      (chat.api.methods[0].node.defaultChild as CfnResource).addMetadata('a', 'b');
    }],
    ['a parameter is added', jwt, undefined, (__, stack) => { new CfnParameter(stack, 'Parameter'); }],
  ])('when %s', (__, before, after = before, change) => {
    expect(deploymentId(context, after, change)).toBe(deploymentIdBefore(context, before));
  });

  test('when gateway responses are created in another order', () => {
    const answers = ['QUOTA_EXCEEDED', 'API_CONFIGURATION_ERROR'];
    const add = (types: string[]): Change => (chat, stack) => types.forEach((responseType) => (
      new apigateway.CfnGatewayResponse(stack, responseType, { restApiId: chat.api.restApiId, responseType })
    ));
    expect(deploymentId(context, noProps, add(answers))).toBe(deploymentId(context, noProps, add([...answers].reverse())));
  });
});
