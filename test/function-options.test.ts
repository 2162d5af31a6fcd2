import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ACCOUNT, chatInStack, INSTANCE_ARN, REGION } from './fixtures';
import { decision } from './role-permissions';
import { ChatAccess, ChatFunctionOptions, ChatSessionStore } from '../src';

const JWT = ChatAccess.jwt({ issuer: 'https://login.example.com', audience: ['chat'] });
const ENVIRONMENT = { account: ACCOUNT, region: REGION };

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
}

/** A chat and its store, with all their functions, all with these options. */
function allFunctions(optionsIn: (stack: Stack) => ChatFunctionOptions) {
  const stack = new Stack(new App(), 'Stack', { env: ENVIRONMENT });
  const options = optionsIn(stack);
  const sessionStore = new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ARN, ...options });
  chatInStack({ instanceId: INSTANCE_ARN, access: JWT, sessionStore, ...options }, stack);
  const template = Template.fromStack(stack);
  const properties = (type: string) => Object.values(template.findResources(type)).map(({ Properties }) => Properties);
  const roles = properties('AWS::IAM::Role').filter(({ AssumeRolePolicyDocument }) => JSON.stringify(AssumeRolePolicyDocument).includes('lambda'));
  const statements: Statement[][] = roles.map(({ Policies }) => Policies[0].PolicyDocument.Statement);
  return { stack, template, properties, statements, functions: properties('AWS::Lambda::Function') };
}

const vpcIn = (stack: Stack) => new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, restrictDefaultSecurityGroup: false });
const only = (statements: Statement[], ...sids: string[]) => statements.filter(({ Sid }) => sids.includes(Sid!));

describe('in a VPC, all functions', () => {
  const { stack, functions, properties, statements } = allFunctions((owner) => ({ vpc: vpcIn(owner) }));
  const vpc = stack.node.findChild('Vpc') as ec2.Vpc;

  test('are in its private subnets, each with a security group that lets nothing in', () => {
    const groups = properties('AWS::EC2::SecurityGroup');
    const subnets = stack.resolve(vpc.privateSubnets.map(({ subnetId }) => subnetId));
    expect(functions.map(({ VpcConfig }) => VpcConfig.SubnetIds)).toEqual(Array(5).fill(subnets));
    expect(new Set(functions.map(({ VpcConfig }) => JSON.stringify(VpcConfig.SecurityGroupIds))).size).toBe(5);
    expect(groups.map(({ SecurityGroupIngress }) => SecurityGroupIngress)).toEqual(Array(5).fill(undefined));
  });

  test('have roles without a managed policy', () => {
    expect(properties('AWS::IAM::Role').flatMap(({ ManagedPolicyArns = [] }) => ManagedPolicyArns)).toEqual([]);
  });

  describe.each([
    'CreateNetworkInterface', 'DescribeNetworkInterfaces', 'DescribeSubnets', 'DeleteNetworkInterface', 'AssignPrivateIpAddresses', 'UnassignPrivateIpAddresses',
  ])('may %s', (name) => {
    const resource = name.startsWith('Describe') ? '*' : `arn:aws:ec2:${REGION}:${ACCOUNT}:network-interface/eni-1`;
    const asked = (context: Record<string, string>) => Promise.all(statements.map((all) => {
      const policies = [{ name: 'Inline', policy: { Statement: only(all, 'ConnectToVpc', 'NotFromCode') } }];
      return decision([`ec2:${name}`, resource], { policies, context });
    }));

    test('when Lambda asks, and not when their code asks', async () => {
      expect(await asked({})).toEqual(Array(5).fill('Allowed'));
      expect(await asked({ 'lambda:SourceFunctionArn': `arn:aws:lambda:${REGION}:${ACCOUNT}:function:any` })).toEqual(Array(5).fill('ExplicitlyDenied'));
    });
  });

  test('take the given subnets and security groups', () => {
    const given = allFunctions((owner) => ({
      vpc: new ec2.Vpc(owner, 'Vpc', { subnetConfiguration: [{ name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, { name: 'public', subnetType: ec2.SubnetType.PUBLIC }] }),
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(owner, 'Own', 'sg-1')],
    }));
    const subnets = (given.stack.node.findChild('Vpc') as ec2.Vpc).isolatedSubnets.map(({ subnetId }) => subnetId);
    expect(given.functions.map(({ VpcConfig }) => VpcConfig)).toEqual(Array(5).fill({ SubnetIds: given.stack.resolve(subnets), SecurityGroupIds: ['sg-1'] }));
  });
});

describe('log groups with a key', () => {
  const { stack, properties } = allFunctions((owner) => ({ logEncryptionKey: new kms.Key(owner, 'Key') }));

  test('are all encrypted with it', () => {
    expect(properties('AWS::Logs::LogGroup').map(({ KmsKeyId }) => KmsKeyId)).toEqual(Array(6).fill(stack.resolve((stack.node.findChild('Key') as kms.Key).keyArn)));
  });

  test('are the only ones that CloudWatch Logs may use it for', () => {
    const [{ KeyPolicy }] = properties('AWS::KMS::Key');
    expect(KeyPolicy.Statement.slice(1)).toEqual([{
      Effect: 'Allow',
      Principal: { Service: `logs.${REGION}.amazonaws.com` },
      Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
      Resource: '*',
      Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:logs:${REGION}:${ACCOUNT}:log-group:*`]] } } },
    }]);
  });

  test('take an imported key, whose policy is its owner\'s', () => {
    const keyArn = `arn:aws:kms:${REGION}:${ACCOUNT}:key/one`;
    const imported = allFunctions((owner) => ({ logEncryptionKey: kms.Key.fromKeyArn(owner, 'Key', keyArn) }));
    expect(imported.properties('AWS::Logs::LogGroup').map(({ KmsKeyId }) => KmsKeyId)).toEqual(Array(6).fill(keyArn));
  });
});

describe('tracing', () => {
  test('is that of the stage and of all functions, which may send their traces', () => {
    const { functions, properties, statements } = allFunctions(() => ({ tracing: true }));
    expect(properties('AWS::ApiGateway::Stage').map(({ TracingEnabled }) => TracingEnabled)).toEqual([true]);
    expect(functions.map(({ TracingConfig }) => TracingConfig)).toEqual(Array(5).fill({ Mode: 'Active' }));
    expect(statements.flatMap((all) => only(all, 'SendTraces'))).toEqual(Array(5).fill({
      Sid: 'SendTraces', Effect: 'Allow', Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: '*',
    }));
  });
});

test('without options there is no VPC, no key and no tracing, and no permission for them', () => {
  const { functions, properties, statements } = allFunctions(() => ({}));
  expect(functions.map(({ VpcConfig, TracingConfig }) => [VpcConfig, TracingConfig])).toEqual(Array(5).fill([undefined, undefined]));
  expect(properties('AWS::Logs::LogGroup').map(({ KmsKeyId }) => KmsKeyId)).toEqual(Array(6).fill(undefined));
  expect(properties('AWS::ApiGateway::Stage').map(({ TracingEnabled }) => TracingEnabled)).toEqual([undefined]);
  expect(statements.flatMap((all) => all.flatMap(({ Action }) => Action)).filter((action) => /^(ec2|xray):/.test(action))).toEqual([]);
});

describe.each([
  ['PersistentChat', 'Stack/Chat', (stack: Stack, options: ChatFunctionOptions) => chatInStack(options, stack)],
  ['ChatSessionStore', 'Stack/Sessions', (stack: Stack, options: ChatFunctionOptions) => new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ARN, ...options })],
])('a %s', (name, path, create) => {
  test.each<[string, (stack: Stack) => ChatFunctionOptions, string]>([
    ['subnets without a VPC', () => ({ vpcSubnets: {} }), 'vpc must be set when vpcSubnets is set; got undefined.'],
    ['security groups without a VPC', (stack) => ({ securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Own', 'sg-1')] }), 'vpc must be set when securityGroups is set; got undefined.'],
    ['public subnets', (stack) => ({ vpc: vpcIn(stack), vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } }), 'vpcSubnets must select private subnets only; got ["Stack/Vpc/PublicSubnet1","Stack/Vpc/PublicSubnet2"]. Functions in public subnets cannot reach the internet, and so not Amazon Connect.'],
    ['a VPC of public subnets', (stack) => ({ vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, natGateways: 0, subnetConfiguration: [{ name: 'public', subnetType: ec2.SubnetType.PUBLIC }] }) }), 'vpc must have private subnets; got ["Stack/Vpc/publicSubnet1"].'],
    ['an HMAC key for logs', (stack) => ({ logEncryptionKey: hmacKey(stack) }), 'logEncryptionKey must be a symmetric key; got "HMAC_256".'],
    ['a key of another Region for logs', (stack) => ({ logEncryptionKey: kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-central-1:${ACCOUNT}:key/one`) }), `logEncryptionKey must be a key of the stack's Region, ${REGION}; got "eu-central-1".`],
    ['an alias for logs', (stack) => ({ logEncryptionKey: kms.Alias.fromAliasName(stack, 'Key', 'alias/one') }), 'logEncryptionKey must be a key; got "an alias". Import the key itself, with Key.fromKeyArn() or Key.fromLookup().'],
  ])('with %s fails at synthesis', (_, optionsIn, message) => {
    const stack = new Stack(new App(), 'Stack', { env: ENVIRONMENT });
    const options = optionsIn(stack);
    expect(() => create(stack, options)).toThrow(`${name} at '${path}': ${message}`);
  });
});

function hmacKey(stack: Stack): kms.Key {
  return new kms.Key(stack, 'Key', { keySpec: kms.KeySpec.HMAC_256, keyUsage: kms.KeyUsage.GENERATE_VERIFY_MAC });
}
