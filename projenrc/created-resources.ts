import { App, CfnResource, Stack, aws_apigateway as apigateway, aws_cognito as cognito, aws_ec2 as ec2, aws_kms as kms, aws_lambda as lambda } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ChatAccess, ChatSessionStore, PersistentChat, PersistentChatProps, VisitorLimit } from '../src';

const INSTANCE_ID = '11111111-1111-1111-1111-111111111111';
const CONTACT_FLOW_ID = '22222222-2222-2222-2222-222222222222';

type AccessIn = (stack: Stack) => ChatAccess;

const userPool = (stack: Stack) => cognito.UserPool.fromUserPoolId(stack, 'Customers', 'us-east-1_example');
const jwt: AccessIn = () => ChatAccess.jwt({ issuer: 'https://issuer.example.com', audience: ['chat'] });

const ACCESSES: Record<string, AccessIn> = {
  '`iam`': () => ChatAccess.iam(),
  '`cognito`': (stack) => ChatAccess.cognito([userPool(stack)]),
  '`cognito`, app clients': (stack) => ChatAccess.cognito([userPool(stack)], {
    userPoolClients: [cognito.UserPoolClient.fromUserPoolClientId(stack, 'Client', 'client')],
  }),
  '`jwt`': jwt,
  '`authorizer`': (stack) => ChatAccess.authorizer(new apigateway.TokenAuthorizer(stack, 'Own', {
    handler: lambda.Function.fromFunctionName(stack, 'OwnFunction', 'own'),
  })),
  '`anonymous`': () => ChatAccess.anonymous(),
};

/** Props that change which resources there are. */
const PROPS: Record<string, (stack: Stack) => Partial<PersistentChatProps>> = {
  '`provisionedConcurrentExecutions`': () => ({ provisionedConcurrentExecutions: 1 }),
  '`accessLog: false`': () => ({ accessLog: false }),
  '`disableExecuteApiEndpoint`': () => ({ disableExecuteApiEndpoint: true }),
  '`vpc`': (stack) => ({ vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['us-east-1a'], privateSubnetIds: ['subnet-1'] }) }),
  '`vpc` and `securityGroups`': (stack) => ({
    vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['us-east-1a'], privateSubnetIds: ['subnet-1'] }),
    securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')],
  }),
  '`tracing`': () => ({ tracing: true }),
  '`resumeHandleKey`': (stack) => ({ resumeHandleKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/one') }),
  '`visitorLimit: VisitorLimit.perSourceIp()` of the access': () => ({
    access: ChatAccess.jwt({ issuer: 'https://issuer.example.com', audience: ['chat'], visitorLimit: VisitorLimit.perSourceIp() }),
  }),
  '`sessionStore`, without what the store creates': (stack) => ({ sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ID }) }),
};

/** The resources of one construct: type, description and what becomes of it when the stack is deleted. */
interface Created {
  readonly type: string;
  readonly description?: string;
  readonly stays: boolean;
}

/** Synthesizes a chat, and lists what is created below the construct with this id. */
function listCreated(access: AccessIn, props: (stack: Stack) => Partial<PersistentChatProps> = () => ({}), constructId = 'Chat'): Created[] {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
  new PersistentChat(stack, 'Chat', { instanceId: INSTANCE_ID, contactFlowId: CONTACT_FLOW_ID, access: access(stack), ...props(stack) });
  const { Resources } = Template.fromStack(stack).toJSON();
  const below = stack.node.findChild(constructId).node.findAll().filter((construct) => CfnResource.isCfnResource(construct));
  return below.map((resource) => Resources[stack.resolve(resource.logicalId)]).map(({ Type, Properties, DeletionPolicy = 'Delete' }) => (
    { type: Type, description: Properties?.Description, stays: DeletionPolicy !== 'Delete' }
  ));
}

const withStore = (stack: Stack) => ({ sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ID }) });
const countTypes = (created: Created[]) => (
  created.reduce((counts, { type }) => counts.set(type, (counts.get(type) ?? 0) + 1), new Map<string, number>())
);

/** The generated part of docs/resources.md. */
export function describeCreatedResources(): string {
  return [
    '## Worth knowing', '', ...describeSurprises(), '',
    '## By kind of access, and for a store', ...describeTypes(), '',
    '## The functions', ...describeFunctions(), '',
    '## What props add and take away', ...describeProps(),
  ].join('\n');
}

function describeSurprises(): string[] {
  const store = listCreated(jwt, withStore, 'Sessions');
  const chat = listCreated(jwt, withStore);
  const functions = countTypes([...chat, ...store]).get('AWS::Lambda::Function');
  const [sessionTable] = store.filter(({ type }) => type.startsWith('AWS::DynamoDB::'));
  const isGlobal = sessionTable.type === 'AWS::DynamoDB::GlobalTable';
  const staying = [...new Set([...chat, ...store].filter(({ stays }) => stays).map(({ type }) => `\`${type}\``))].sort();
  return [
    `- A chat with \`ChatAccess.jwt\` and a \`ChatSessionStore\` has ${functions} functions. So has one with \`ChatAccess.cognito\` and \`userPoolClients\`.`,
    `- The table of \`ChatSessionTable.managed()\` is an \`${sessionTable.type}\`${isGlobal ? ', with one replica, and not an `AWS::DynamoDB::Table`' : ''}.`,
    `- When the stack is deleted, these stay: ${staying.join(', ')}.`,
    '- `ChatAccess.authorizer` uses an authorizer and a function that your app creates. They are not counted.',
  ];
}

function describeTypes(): string[] {
  const columns = new Map([
    ...Object.entries(ACCESSES).map(([name, access]): [string, Created[]] => [name, listCreated(access)]),
    ['`ChatSessionStore`', listCreated(jwt, withStore, 'Sessions')],
  ]);
  const all = [...columns.values()].flat();
  const types = [...new Set(all.map(({ type }) => type))].sort();
  const row = (type: string) => [...columns.values()].map((created) => `${countTypes(created).get(type) ?? ''}`);
  const fate = (type: string) => all.some((created) => created.type === type && created.stays) ? 'stays' : '';
  const total = [...columns.values()].map((created) => `${created.length}`);
  return formatTable(
    ['resource', ...columns.keys(), 'when the stack is deleted'], [...types.map((type) => [`\`${type}\``, ...row(type), fate(type)]), ['in all', ...total, '']],
  );
}

function describeFunctions(): string[] {
  const functions = (created: Created[]) => created.filter(({ type }) => type === 'AWS::Lambda::Function').map(({ description }) => description);
  const rows = Object.entries(ACCESSES).map(([name, access]) => [name, functions(listCreated(access)).join('; ')]);
  return formatTable(['created by', 'functions'], [...rows, ['`ChatSessionStore`', functions(listCreated(jwt, withStore, 'Sessions')).join('; ')]]);
}

function describeProps(): string[] {
  const before = countTypes(listCreated(jwt));
  return formatTable(['prop, with `ChatAccess.jwt`', 'resources'], Object.entries(PROPS).map(([name, props]) => {
    const after = countTypes(listCreated(jwt, props));
    const changes = [...new Set([...before.keys(), ...after.keys()])].sort()
      .map((type): [string, number] => [type, (after.get(type) ?? 0) - (before.get(type) ?? 0)])
      .filter(([, difference]) => difference !== 0)
      .map(([type, difference]) => `${difference > 0 ? '+' : '−'}${Math.abs(difference)} \`${type}\``);
    return [name, changes.join(', ') || 'the same'];
  }));
}

function formatTable(header: string[], rows: string[][]): string[] {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`.replaceAll('|  |', '| |').replaceAll('|  |', '| |');
  return ['', line(header), `|${'---|'.repeat(header.length)}`, ...rows.map(line)];
}
