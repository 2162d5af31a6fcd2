import { runSimulation } from '@cloud-copilot/iam-simulate';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ACCOUNT, chatInStack, INSTANCE_ARN, only, REGION } from './fixtures';
import { ChatAccess, ChatSessionStore, ChatSessionStoreProps, ChatSessionTable } from '../src';

const TABLE_TYPE = 'AWS::DynamoDB::GlobalTable';
const TABLE_ARN = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/sessions`;

function storeInStack(props: Partial<ChatSessionStoreProps> | ((stack: Stack) => Partial<ChatSessionStoreProps>) = {}) {
  const stack = new Stack(new App(), 'Stack', { env: { region: REGION, account: ACCOUNT } });
  const own = typeof props === 'function' ? props(stack) : props;
  return { stack, store: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ARN, ...own }) };
}

function existingTable(stack: Stack): Partial<ChatSessionStoreProps> {
  return { table: ChatSessionTable.existing(dynamodb.TableV2.fromTableArn(stack, 'Table', TABLE_ARN)) };
}

describe('the table', () => {
  test('is on demand, recoverable, protected and retained, and its items expire', () => {
    const template = Template.fromStack(storeInStack().stack);
    template.hasResource(TABLE_TYPE, {
      DeletionPolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        TimeToLiveSpecification: { AttributeName: 'timeToLive', Enabled: true },
        Replicas: [Match.objectLike({ DeletionProtectionEnabled: true, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } })],
      },
    });
  });

  test('can be destroyed with its stack', () => {
    const template = Template.fromStack(storeInStack({ table: ChatSessionTable.managed({ removalPolicy: RemovalPolicy.DESTROY }) }).stack);
    template.hasResource(TABLE_TYPE, { DeletionPolicy: 'Delete', Properties: { Replicas: [Match.objectLike({ DeletionProtectionEnabled: false })] } });
  });

  test('can have a key of the user\'s, which the functions may use through DynamoDB only', () => {
    const { stack } = storeInStack((scope) => ({ table: ChatSessionTable.managed({ encryptionKey: new kms.Key(scope, 'Key') }) }));
    expect(only(Template.fromStack(stack), TABLE_TYPE).SSESpecification).toEqual({ SSEEnabled: true, SSEType: 'KMS' });
    const keyStatements = statements(stack).filter(({ Sid }) => Sid === 'UseSessionTableKey');
    expect(keyStatements).toHaveLength(2);
    keyStatements.forEach(({ Condition }) => expect(Condition).toEqual({ StringEquals: { 'kms:ViaService': `dynamodb.${REGION}.amazonaws.com` } }));
  });

  test('can be one that exists', () => {
    const { stack } = storeInStack(existingTable);
    Template.fromStack(stack).resourceCountIs(TABLE_TYPE, 0);
    expect(statements(stack).filter(({ Sid }) => Sid === 'UseSessionItems').map(({ Resource }) => Resource)).toEqual([TABLE_ARN, TABLE_ARN]);
  });
});

test('the rule matches ends of later segments of this instance\'s chats', () => {
  const [rule] = Object.values(Template.fromStack(storeInStack().stack).findResources('AWS::Events::Rule'));
  expect(rule.Properties.EventPattern).toEqual({
    'source': ['aws.connect'],
    'detail-type': ['Amazon Connect Contact Event'],
    'detail': {
      instanceArn: [INSTANCE_ARN],
      eventType: ['DISCONNECTED'],
      channel: [{ 'equals-ignore-case': 'CHAT' }],
      initiationMethod: [{ 'anything-but': ['API'] }],
    },
  });
});

test('events that cannot be delivered or recorded are kept in the queue', () => {
  const { stack } = storeInStack();
  const template = Template.fromStack(stack);
  const [queueId] = Object.keys(template.findResources('AWS::SQS::Queue'));
  const queueArn = { 'Fn::GetAtt': [queueId, 'Arn'] };
  const [rule] = Object.values(template.findResources('AWS::Events::Rule'));
  expect(rule.Properties.Targets[0]).toMatchObject({ DeadLetterConfig: { Arn: queueArn }, RetryPolicy: { MaximumEventAgeInSeconds: 21_600 } });
  template.hasResourceProperties('AWS::Lambda::Function', { DeadLetterConfig: { TargetArn: queueArn } });
  template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumEventAgeInSeconds: 21_600, MaximumRetryAttempts: 2 });
});

test.each([
  ['start-chat', 'dynamodb:GetItem', 'Allowed'],
  ['start-chat', 'dynamodb:PutItem', 'Allowed'],
  ['start-chat', 'dynamodb:Scan', 'ImplicitlyDenied'],
  ['start-chat', 'dynamodb:Query', 'ImplicitlyDenied'],
  ['start-chat', 'dynamodb:DeleteItem', 'ImplicitlyDenied'],
  ['start-chat', 'dynamodb:DeleteTable', 'ImplicitlyDenied'],
  ['recorder', 'dynamodb:UpdateItem', 'Allowed'],
  ['recorder', 'dynamodb:GetItem', 'ImplicitlyDenied'],
  ['recorder', 'dynamodb:DeleteItem', 'ImplicitlyDenied'],
  ['recorder', 'connect:StartChatContact', 'ImplicitlyDenied'],
  ['forget-customer', 'dynamodb:DeleteItem', 'Allowed'],
  ['forget-customer', 'dynamodb:Scan', 'ImplicitlyDenied'],
  ['forget-customer', 'dynamodb:DeleteTable', 'ImplicitlyDenied'],
])('the %s function\'s right to %s is: %s', async (name, action, expected) => {
  const { stack, store } = storeInStack(existingTable);
  chatInStack({ instanceId: INSTANCE_ARN, sessionStore: store }, stack);
  const resource = action.startsWith('connect') ? `${INSTANCE_ARN}/contact-flow/22222222-2222-2222-2222-222222222222` : TABLE_ARN;
  const simulated = await runSimulation({
    request: { principal: `arn:aws:iam::${ACCOUNT}:role/role`, action, resource: { resource, accountId: ACCOUNT }, contextVariables: {} },
    identityPolicies: [{ name, policy: { Version: '2012-10-17', Statement: rolesStatements(stack, name) } }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  }, {});
  expect(simulated.resultType === 'error' ? simulated.errors : simulated.overallResult).toBe(expected);
});

describe('grants', () => {
  test('let a function read single items and nothing else', () => {
    const { stack, store } = storeInStack(existingTable);
    const role = new iam.Role(stack, 'Reader', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    store.grants.readSessions(role);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Sid: 'UseSessionItems', Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: TABLE_ARN }] },
    });
  });

  test('let a role forget customers by the store\'s function alone', () => {
    const { stack, store } = storeInStack(existingTable);
    const role = new iam.Role(stack, 'Desk', { assumedBy: new iam.AccountRootPrincipal() });
    store.grants.forgetCustomer(role);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [Match.objectLike({ Action: 'lambda:InvokeFunction' })] },
      Roles: [Match.objectLike({ Ref: Match.stringLikeRegexp('^Desk') })],
    });
  });
});

describe('a chat with a store', () => {
  test('knows its table', () => {
    const { stack, store } = storeInStack({ historyRetention: Duration.days(30) });
    const { chat } = chatInStack({ instanceId: INSTANCE_ARN, sessionStore: store }, stack);
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { SESSION_TABLE_NAME: stack.resolve(store.table.tableName), SESSION_HISTORY_SECONDS: `${30 * 24 * 60 * 60}` } },
      Role: stack.resolve(chat.role.roleArn),
    });
  });

  test('may not be anonymous', () => {
    const { stack, store } = storeInStack();
    expect(() => chatInStack({ instanceId: INSTANCE_ARN, sessionStore: store, access: ChatAccess.anonymous() }, stack)).toThrow(
      "PersistentChat at 'Stack/Chat': access is \"anonymous\", but has to be one that tells customers apart when there is a sessionStore: "
      + 'ChatAccess.cognito(), ChatAccess.jwt(), ChatAccess.authorizer() or ChatAccess.iam().',
    );
  });

  test('may not be of another instance', () => {
    const { stack, store } = storeInStack();
    expect(() => chatInStack({ instanceId: INSTANCE_ARN.replace('instance/1', 'instance/9'), sessionStore: store }, stack))
      .toThrow('sessionStore is "Stack/Sessions", but has to be a store of the same instance; this one remembers chats of');
  });
});

test('a history shorter than a chat can run is refused', () => {
  expect(() => storeInStack({ historyRetention: Duration.days(7) }))
    .toThrow("ChatSessionStore at 'Stack/Sessions': historyRetention is \"7 days\", but has to be 8 days or more, since a chat can run for 7.");
});

test('AwsSolutions has no error left', () => {
  const { stack } = storeInStack();
  const { violations } = new AwsSolutionsChecks(stack.node.root as App).validateScope(stack.node.root as App);
  expect(violations.filter(({ severity }) => severity === 'error').map(({ ruleName }) => ruleName)).toEqual([]);
});

type Statement = { Sid?: string; Action: string | string[]; Resource: unknown; Condition?: unknown };

function statements(stack: Stack): Statement[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role')).flatMap((role) => statementsOf(role));
}

function statementsOf({ Properties }: Record<string, { Policies?: { PolicyDocument: { Statement: Statement[] } }[] }>): Statement[] {
  return (Properties.Policies ?? []).flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** Of the role that the function has; those on things that the template makes are left out. */
function rolesStatements(stack: Stack, name: string): Statement[] {
  const id = { 'start-chat': /^ChatFunctionRole/, 'recorder': /^SessionsRecorderRole/, 'forget-customer': /^SessionsForgetCustomerRole/ }[name]!;
  const [, role] = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Role')).find(([logicalId]) => id.test(logicalId))!;
  return statementsOf(role).filter(({ Sid }) => Sid !== 'WriteOwnLog');
}
