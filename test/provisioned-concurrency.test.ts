import { App, CfnParameter, CfnResource, Duration, Stack, Tags, Validations } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { chatInStack, CONTACT_FLOW_ID, FLAG_SETS, only } from './fixtures';
import { ChatAccess, PersistentChat, PersistentChatProps } from '../src';

type Props = (stack: Stack) => Partial<PersistentChatProps>;

function provisioned(props: Props = () => ({}), change: (chat: PersistentChat) => void = () => {}, context: Record<string, unknown> = {}) {
  const stack = new Stack(new App({ context }), 'Stack');
  const { chat } = chatInStack({ provisionedConcurrentExecutions: 2, ...props(stack) }, stack);
  change(chat);
  const template = Template.fromStack(stack);
  const idOf = (type: string) => Object.keys(template.findResources(type))[0];
  return { chat, stack, template, idOf };
}

const postIntegration = (template: Template) => (
  Object.values(template.findResources('AWS::ApiGateway::Method', { Properties: { HttpMethod: 'POST' } }))[0].Properties.Integration.Uri
);

describe('provisioned concurrency', () => {
  const { chat, stack, template, idOf } = provisioned();

  test('is that of an alias of the function\'s current version', () => {
    expect(only(template, 'AWS::Lambda::Alias')).toMatchObject({
      Name: 'live',
      FunctionName: { Ref: idOf('AWS::Lambda::Function') },
      FunctionVersion: { 'Fn::GetAtt': [idOf('AWS::Lambda::Version'), 'Version'] },
      ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 2 },
    });
    expect(stack.resolve(chat.startChatAlias?.functionArn)).toEqual({ Ref: idOf('AWS::Lambda::Alias') });
  });

  test('is used by the API, which may call that alias alone', () => {
    const alias = { Ref: idOf('AWS::Lambda::Alias') };
    expect(postIntegration(template)).toEqual({ 'Fn::Join': ['', expect.arrayContaining([alias])] });
    expect(only(template, 'AWS::Lambda::Permission')).toMatchObject({ Principal: 'apigateway.amazonaws.com', FunctionName: alias });
  });

  test('leaves no former version behind', () => {
    template.hasResource('AWS::Lambda::Version', { DeletionPolicy: Match.absent(), UpdateReplacePolicy: Match.absent() });
  });

  test('goes with a VPC, whose subnets and security groups belong to the version', () => {
    const inVpc = (securityGroupId: string) => provisioned((owner) => ({
      vpc: new ec2.Vpc(owner, 'Vpc', { restrictDefaultSecurityGroup: false }),
      securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(owner, 'Group', securityGroupId)],
    }));
    const [first, second] = ['sg-1', 'sg-2'].map(inVpc);
    expect(only(first.template, 'AWS::Lambda::Function').VpcConfig.SecurityGroupIds).toEqual(['sg-1']);
    expect(postIntegration(first.template)).toEqual({ 'Fn::Join': ['', expect.arrayContaining([{ Ref: first.idOf('AWS::Lambda::Alias') }])] });
    expect(first.idOf('AWS::Lambda::Version')).not.toBe(second.idOf('AWS::Lambda::Version'));
  });

  test('is not there by default: the API calls the function', () => {
    const plain = chatInStack();
    const plainTemplate = Template.fromStack(plain.stack);
    expect(plain.chat.startChatAlias).toBeUndefined();
    ['AWS::Lambda::Alias', 'AWS::Lambda::Version'].forEach((type) => plainTemplate.resourceCountIs(type, 0));
    const fn = { 'Fn::GetAtt': [Object.keys(plainTemplate.findResources('AWS::Lambda::Function'))[0], 'Arn'] };
    expect(postIntegration(plainTemplate)).toEqual({ 'Fn::Join': ['', expect.arrayContaining([fn])] });
  });

  test.each<[unknown]>([[0], [-1], [1.5], [NaN]])('of %s fails at synthesis', (number) => {
    expect(() => chatInStack({ provisionedConcurrentExecutions: number as number })).toThrow(
      `PersistentChat at 'Stack/Chat': provisionedConcurrentExecutions must be a whole number, at least 1, known at synthesis; got ${number}.`,
    );
  });

  test('that is a token fails at synthesis', () => {
    expect(() => provisioned((owner) => ({ provisionedConcurrentExecutions: new CfnParameter(owner, 'Number', { type: 'Number' }).valueAsNumber })))
      .toThrow('provisionedConcurrentExecutions must be a whole number, at least 1, known at synthesis; got a token.');
  });
});

const FLAG_SETS_OF_VERSIONS = { ...FLAG_SETS, 'flags of an app that began with CDK 1': { '@aws-cdk/aws-lambda:recognizeVersionProps': false } };

describe.each(Object.entries(FLAG_SETS_OF_VERSIONS))('with %s, the deployment publishes', (_, context) => {
  const version = (props?: Props, change?: (chat: PersistentChat) => void) => provisioned(props, change, context).idOf('AWS::Lambda::Version');
  const before = version();

  test.each<[string, Props | undefined, ((chat: PersistentChat) => void) | undefined]>([
    ['a setting', () => ({ attachments: true }), undefined],
    ['a variable that the app adds', undefined, (chat) => chat.startChatFunction.addEnvironment('A', 'B')],
    ['the code', undefined, (chat) => (chat.startChatFunction.node.defaultChild as lambda.CfnFunction).addPropertyOverride('Code.S3Key', 'other.zip')],
    ['the memory', undefined, (chat) => (chat.startChatFunction.node.defaultChild as lambda.CfnFunction).addPropertyOverride('MemorySize', 2048)],
    ['what the app says', undefined, (chat) => chat.startChatFunction.invalidateVersionBasedOn('2')],
  ])('another version for another value of %s', (__, props, change) => {
    expect(version(props, change)).not.toBe(before);
  });

  test.each<[string, string, string, string]>([
    ['role', 'AWS::IAM::Role', 'FunctionRole/Resource', 'RoleName'],
    ['queue', 'AWS::SQS::Queue', 'PastChats/Resource', 'QueueName'],
    ['key', 'AWS::KMS::Key', 'ResumeHandleKey/Resource', 'MultiRegion'],
  ])('another version when CloudFormation replaces the %s', (__, type, path, property) => {
    const named = (value: unknown) => version(() => ({ access: ChatAccess.anonymous() }), (chat) => {
      const resource = chat.node.findAll().find(({ node }) => node.path.endsWith(path)) as CfnResource;
      expect(resource.cfnResourceType).toBe(type);
      resource.addPropertyOverride(property, value);
    });
    expect(named('a')).not.toBe(named('b'));
  });

  test('the same version when the role may do more', () => {
    expect(version(undefined, (chat) => { chat.role.addManagedPolicy(iam.ManagedPolicy.fromManagedPolicyArn(chat, 'More', 'arn:aws:iam::aws:policy/More')); })).toBe(before);
  });

  test('another version for another content of a layer', () => {
    const withLayer = (assetHash: string) => version(undefined, (chat) => {
      const code = lambda.Code.fromAsset('test/contract/always-ada', { assetHash });
      chat.startChatFunction.addLayers(new lambda.LayerVersion(chat, 'Layer', { code, compatibleRuntimes: [chat.startChatFunction.runtime] }));
    });
    expect(withLayer('b'.repeat(64))).not.toBe(withLayer('a'.repeat(64)));
  });

  test.each<[string, Props | undefined, ((chat: PersistentChat) => void) | undefined]>([
    ['nothing', undefined, undefined],
    ['a tag', undefined, (chat) => Tags.of(chat).add('team', 'chat')],
    ['the number', () => ({ provisionedConcurrentExecutions: 3 }), undefined],
    ['the throttle', () => ({ throttle: { rateLimit: 1 } }), undefined],
    ['the asset\'s folder', undefined, (chat) => (chat.startChatFunction.node.defaultChild as lambda.CfnFunction).addMetadata('aws:asset:path', 'other')],
  ])('the same version for another value of %s', (__, props, change) => {
    expect(version(props, change)).toBe(before);
  });

  test('a version without a new deployment of the API', () => {
    const deployment = (props?: Props) => provisioned(props, undefined, context).idOf('AWS::ApiGateway::Deployment');
    expect(deployment(() => ({ maxChatDuration: Duration.hours(1) }))).toBe(deployment());
  });
});

describe('a setting that is known at deployment only', () => {
  const ID = 'cdk-connect-persistent-chat:versionKnownAtDeployment';
  const parameter = (stack: Stack) => ({ contactFlowId: new CfnParameter(stack, 'Flow', { default: CONTACT_FLOW_ID }).valueAsString });

  const warnings = (stack: Stack) => Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));

  test('has a warning that says how to publish a new version, until the user acknowledges it', () => {
    expect(warnings(provisioned(parameter).stack)).toEqual([expect.stringMatching(/known at deployment only.*invalidateVersionBasedOn\(\)/)]);
    const acknowledged = provisioned(parameter, (chat) => Validations.of(chat).acknowledge({ id: ID, reason: 'The flow never changes.' }));
    expect(warnings(acknowledged.stack)).toEqual([]);
  });

  test('has none without provisioned concurrency, or when nothing but the stack\'s account and Region is missing', () => {
    expect(warnings(provisioned((stack) => ({ ...parameter(stack), provisionedConcurrentExecutions: undefined })).stack)).toEqual([]);
    expect(warnings(provisioned().stack)).toEqual([]);
  });
});
