import { App, Duration, Environment, Lazy, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ACCOUNT, chatInStack, INSTANCE_ARN, INSTANCE_ID, only, REGION } from './fixtures';
import { ChatAccess, ChatSessionStore, ChatSessionTable, ManagedSessionTableOptions } from '../src';

import { existingTable, OTHER_INSTANCE_ID, statements, storeInStack, TABLE_ARN, TABLE_TYPE, tableWithKey } from './session-store-fixture';

describe('the table', () => {
  test('is on demand, recoverable, and kept unless its creation fails; its items expire', () => {
    const template = Template.fromStack(storeInStack().stack);
    template.hasResource(TABLE_TYPE, {
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        TimeToLiveSpecification: { AttributeName: 'timeToLive', Enabled: true },
        DeletionProtectionEnabled: false,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    });
  });

  test.each<[string, ManagedSessionTableOptions, string, boolean]>([
    ['be destroyed with its stack', { removalPolicy: RemovalPolicy.DESTROY }, 'Delete', false],
    ['be protected from deletion, and is then kept when its creation fails', { deletionProtection: true }, 'Retain', true],
    ['be protected from deletion until it is destroyed with its stack', { deletionProtection: true, removalPolicy: RemovalPolicy.DESTROY }, 'Delete', true],
  ])('can %s', (_, options, DeletionPolicy, DeletionProtectionEnabled) => {
    const template = Template.fromStack(storeInStack({ table: ChatSessionTable.managed(options) }).stack);
    template.hasResource(TABLE_TYPE, { DeletionPolicy, Properties: { DeletionProtectionEnabled } });
  });

  test('can have a key of the user\'s in a stack whose Region is known at deployment only', () => {
    const stack = new Stack(new App(), 'Stack');
    const { encryptionKey } = new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ID, ...tableWithKey(stack) }).table;
    expect(only(Template.fromStack(stack), TABLE_TYPE).SSESpecification).toEqual({
      KMSMasterKeyId: stack.resolve(encryptionKey!.keyArn), SSEEnabled: true, SSEType: 'KMS',
    });
  });

  test('can have a key of the user\'s, which the functions may use through DynamoDB only', () => {
    const { stack } = storeInStack(tableWithKey);
    expect(only(Template.fromStack(stack), TABLE_TYPE).SSESpecification).toMatchObject({ SSEEnabled: true, SSEType: 'KMS' });
    const keyStatements = statements(stack).filter(({ Sid }) => Sid === 'UseSessionTableKey');
    expect(keyStatements).toHaveLength(2);
    keyStatements.forEach(({ Condition }) => expect(Condition).toEqual({ StringEquals: { 'kms:ViaService': `dynamodb.${REGION}.amazonaws.com` } }));
  });

  test('gets the use of its key through DynamoDB in the stack\'s own Region', () => {
    const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-central-1', account: ACCOUNT } });
    new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ID, ...tableWithKey(stack) });
    const conditions = statements(stack).filter(({ Sid }) => Sid === 'UseSessionTableKey').map(({ Condition }) => Condition);
    expect(conditions).toEqual(Array(2).fill({ StringEquals: { 'kms:ViaService': 'dynamodb.eu-central-1.amazonaws.com' } }));
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
      initiationMethod: [{ 'anything-but': ['API'] }, { exists: false }],
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
      "PersistentChat at 'Stack/Chat': access must tell customers apart when sessionStore is set; got \"anonymous\". "
      + 'Use ChatAccess.cognito(), ChatAccess.jwt(), ChatAccess.authorizer() or ChatAccess.iam().',
    );
  });

  test('may not be of another instance', () => {
    const { stack, store } = storeInStack();
    expect(() => chatInStack({ instanceId: INSTANCE_ARN.replace('instance/1', 'instance/9'), sessionStore: store }, stack))
      .toThrow(`sessionStore must be a store of the instance in instanceId; got "Stack/Sessions". This store is for the instance '${INSTANCE_ARN}'.`);
  });

  test('may not be of another instance, where the stack\'s account and Region are known at deployment only', () => {
    const stack = new Stack(new App(), 'Stack');
    const sessionStore = new ChatSessionStore(stack, 'Sessions', { instanceId: OTHER_INSTANCE_ID });
    expect(() => chatInStack({ sessionStore }, stack)).toThrow(
      `sessionStore must be a store of the instance in instanceId; got "Stack/Sessions". This store is for the instance '${OTHER_INSTANCE_ID}'.`,
    );
  });

  test.each<[string, string]>([
    ['by its id', INSTANCE_ID],
    ['by its ARN', INSTANCE_ARN],
    ['at deployment', Lazy.string({ produce: () => INSTANCE_ID })],
  ])('may be of an instance that the store names %s', (_, instanceId) => {
    const stack = new Stack(new App(), 'Stack');
    expect(() => chatInStack({ sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId }) }, stack)).not.toThrow();
  });
});

describe('a store that no chat is given', () => {
  const UNUSED = 'cdk-connect-persistent-chat:unusedSessionStore';

  function warnings(stack: Stack): string[] {
    return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
  }

  test('is warned of', () => {
    expect(warnings(storeInStack().stack)).toEqual([
      "No PersistentChat uses the ChatSessionStore at 'Stack/Sessions', so it stores nothing. "
      + `Set it as sessionStore of a PersistentChat, remove it, or acknowledge this warning. [ack: annotation::${UNUSED}]`,
    ]);
  });

  test('is warned of, too, when functions may read it', () => {
    const { stack, store } = storeInStack();
    store.grants.readSessions(new iam.Role(stack, 'Reader', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }));
    expect(warnings(stack)).toEqual([expect.stringContaining(UNUSED)]);
  });

  test('is not warned of when that is acknowledged', () => {
    const { stack, store } = storeInStack();
    Validations.of(store).acknowledge({ id: UNUSED, reason: 'Its chats come later.' });
    expect(warnings(stack)).toEqual([]);
  });
});

test.each<[string, (stack: Stack) => Stack]>([
  ['the same stack', (stack) => stack],
  ['another stack', (stack) => new Stack(stack.node.root, 'Chats', { env: { region: REGION, account: ACCOUNT } })],
])('a store that a chat in %s is given is not warned of', (_, chatsStack) => {
  const { stack, store } = storeInStack(existingTable);
  chatInStack({ instanceId: INSTANCE_ARN, sessionStore: store }, chatsStack(stack));
  expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
});

describe('a store in another Region than its instance', () => {
  const OTHER_REGION = 'cdk-connect-persistent-chat:storeInOtherRegion';

  function warnings(env: Environment | undefined, acknowledged = false): string[] {
    const stack = new Stack(new App(), 'Stack', { env });
    const store = new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ARN });
    if (acknowledged) Validations.of(store).acknowledge({ id: OTHER_REGION, reason: 'test' });
    return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp(OTHER_REGION)).map(({ entry }) => String(entry.data));
  }

  test('is warned of', () => {
    expect(warnings({ region: 'eu-central-1', account: ACCOUNT }))
      .toEqual([expect.stringContaining(`The instance is in ${REGION}, but this stack is in eu-central-1, where its contact events do not arrive.`)]);
  });

  test('is not warned of when that is acknowledged', () => {
    expect(warnings({ region: 'eu-central-1', account: ACCOUNT }, true)).toEqual([]);
  });

  test.each<[string, Environment | undefined]>([
    ['that is in the instance\'s Region', { region: REGION, account: ACCOUNT }],
    ['whose Region is known at deployment only', undefined],
  ])('is not warned of in a stack %s', (_, env) => {
    expect(warnings(env)).toEqual([]);
  });
});

test('a history shorter than a chat can run is refused', () => {
  expect(() => storeInStack({ historyRetention: Duration.days(7) }))
    .toThrow("ChatSessionStore at 'Stack/Sessions': historyRetention must be at least 8 days; got Duration.days(7). A chat can run for 7 days.");
});

test('AwsSolutions has no error left', () => {
  const { stack } = storeInStack();
  const { violations } = new AwsSolutionsChecks(stack.node.root as App).validateScope(stack.node.root as App);
  expect(violations.filter(({ severity }) => severity === 'error').map(({ ruleName }) => ruleName)).toEqual([]);
});
