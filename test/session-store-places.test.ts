import { App, CfnParameter, Environment, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ACCOUNT, chatInStack, INSTANCE_ARN, INSTANCE_ID, REGION } from './fixtures';
import { ChatSessionStore, ChatSessionTable, ManagedSessionTableOptions } from '../src';

const HERE = { account: ACCOUNT, region: REGION };
const OTHER_REGION = { account: ACCOUNT, region: 'eu-central-1' };
const OTHER_ACCOUNT = { account: '444455556666', region: REGION };

const arnIn = ({ account, region }: typeof HERE) => `arn:aws:dynamodb:${region}:${account}:table/sessions`;

function stackIn(env: Environment | undefined, { id = 'Stack', app = new App(), crossRegionReferences = false } = {}) {
  return new Stack(app, id, { env, crossRegionReferences });
}

function storeOf(stack: Stack, table: ChatSessionTable, instanceId = INSTANCE_ARN) {
  return new ChatSessionStore(stack, 'Sessions', { instanceId, table });
}

const existing = (stack: Stack, arn: string) => ChatSessionTable.existing(dynamodb.Table.fromTableArn(stack, 'Table', arn));

/** What each function of the stack with a session table calls the table by. */
function addresses(stack: Stack): unknown[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'))
    .flatMap(({ Properties }) => (Properties.Environment as { Variables: Record<string, unknown> } | undefined)?.Variables.SESSION_TABLE_NAME ?? []);
}

function tableStatements(stack: Stack): { Sid: string; Resource: unknown; Condition?: unknown }[] {
  const roles = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
  return roles.flatMap(({ Properties }) => Properties.Policies[0].PolicyDocument.Statement).filter(({ Sid }) => /^(UseSession|ReadContactItems|UpdatePendingChats)/.test(Sid));
}

describe('a table of the user\'s', () => {
  test.each<[string, Environment | undefined, string]>([
    ['in another Region', HERE, arnIn(OTHER_REGION)],
    ['in another account', HERE, arnIn(OTHER_ACCOUNT)],
    ['with a stack whose Region and account are known at deployment only', undefined, arnIn(HERE)],
  ])('%s is called, and allowed, by its ARN', (_, env, arn) => {
    const stack = stackIn(env);
    chatInStack({ instanceId: INSTANCE_ARN, sessionStore: storeOf(stack, existing(stack, arn)) }, stack);
    expect(addresses(stack)).toEqual(Array(4).fill(arn));
    expect(tableStatements(stack).map(({ Resource }) => Resource)).toEqual(Array(5).fill(arn));
  });

  test('whose ARN is known at deployment only is called by that', () => {
    const stack = stackIn(HERE);
    storeOf(stack, existing(stack, new CfnParameter(stack, 'Arn').valueAsString));
    expect(addresses(stack)).toEqual([{ Ref: 'Arn' }, { Ref: 'Arn' }]);
  });

  test('in the same account and Region is called by its name', () => {
    const stack = stackIn(HERE);
    storeOf(stack, existing(stack, arnIn(HERE)));
    expect(addresses(stack)).toEqual(['sessions', 'sessions']);
  });

  test.each([HERE, undefined])('that is imported by its name, into a stack of %j, is called by that', (env) => {
    const stack = stackIn(env);
    storeOf(stack, ChatSessionTable.existing(dynamodb.Table.fromTableName(stack, 'Table', 'sessions')));
    expect(addresses(stack)).toEqual(['sessions', 'sessions']);
  });

  test('has a key that is used through DynamoDB of the table\'s Region', () => {
    const stack = stackIn(HERE);
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-central-1:${ACCOUNT}:key/${INSTANCE_ID}`);
    storeOf(stack, ChatSessionTable.existing(dynamodb.Table.fromTableAttributes(stack, 'Table', { tableArn: arnIn(OTHER_REGION), encryptionKey })));
    expect(tableStatements(stack).filter(({ Sid }) => Sid === 'UseSessionTableKey').map(({ Condition }) => Condition))
      .toEqual(Array(2).fill({ StringEquals: { 'kms:ViaService': 'dynamodb.eu-central-1.amazonaws.com' } }));
  });

  test.each<[string, Environment | undefined, string, string[]]>([
    ['in another account is warned of', HERE, arnIn(OTHER_ACCOUNT), ['The table is in account 444455556666, but this stack is in account 111122223333.']],
    ['in another Region is not warned of', HERE, arnIn(OTHER_REGION), []],
    ['is not warned of when the stack\'s account is not known', undefined, arnIn(OTHER_ACCOUNT), []],
  ])('%s', (_, env, arn, expected) => {
    const stack = stackIn(env);
    storeOf(stack, existing(stack, arn));
    const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('tableInAnotherAccount')).map(({ entry }) => entry.data);
    expect(warnings).toEqual(expected.map((text) => expect.stringContaining(text)));
  });
});

describe('a chat in another stack than its store', () => {
  function chatIn(env: Environment, storesEnv: Environment, table: (stack: Stack) => ChatSessionTable, crossRegionReferences = false) {
    const app = new App();
    const stores = stackIn(storesEnv, { id: 'Stores', app, crossRegionReferences });
    const sessionStore = storeOf(stores, table(stores));
    const stack = stackIn(env, { id: 'Chats', app, crossRegionReferences });
    chatInStack({ instanceId: INSTANCE_ARN, sessionStore }, stack);
    return { stack, stores };
  }

  test('in another account fails at synth', () => {
    expect(() => chatIn(OTHER_ACCOUNT, HERE, (stack) => existing(stack, arnIn(HERE)))).toThrow(
      "PersistentChat at 'Chats/Chat': sessionStore must be in the chat's account, 444455556666; got \"Stores/Sessions in account 111122223333\". "
      + "Create both in the instance's account.",
    );
  });

  test('in another Region fails at synth with a table whose name is not known there', () => {
    expect(() => chatIn(OTHER_REGION, HERE, () => ChatSessionTable.managed())).toThrow(
      "PersistentChat at 'Chats/Chat': sessionStore must be in the chat's Region, eu-central-1, or have a table whose name is known there; "
      + 'got "Stores/Sessions in us-west-2". Create both in one Region, or set crossRegionReferences: true for both stacks.',
    );
  });

  test('in another Region calls a table whose name is handed over by its ARN', () => {
    const { stack } = chatIn(OTHER_REGION, HERE, () => ChatSessionTable.managed(), true);
    expect(addresses(stack)).toEqual(Array(2).fill({ 'Fn::GetAtt': [expect.stringMatching('^ExportsReader'), expect.stringContaining('Arn')] }));
  });

  test.each<[string, (stack: Stack) => ChatSessionTable]>([
    ['that was imported by its ARN', (stack) => existing(stack, arnIn(HERE))],
    ['that was imported by its name', (stack) => ChatSessionTable.existing(dynamodb.Table.fromTableName(stack, 'Table', 'sessions'))],
    ['that has a name', (stack) => ChatSessionTable.existing(new dynamodb.Table(stack, 'Table', {
      tableName: 'sessions', partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING }, timeToLiveAttribute: 'timeToLive',
    }))],
  ])('in another Region calls a table %s by its ARN', (_, table) => {
    const { stack } = chatIn(OTHER_REGION, HERE, table);
    const [address] = addresses(stack);
    expect(JSON.stringify(address)).toContain(`:dynamodb:${REGION}:${ACCOUNT}:table/sessions`);
    expect(tableStatements(stack).map(({ Resource }) => Resource)).toEqual(Array(3).fill(address));
  });

  test('in the same account and Region calls the table by its name', () => {
    const { stack, stores } = chatIn(HERE, HERE, () => ChatSessionTable.managed());
    const [tableId] = Object.keys(Template.fromStack(stores).findResources('AWS::DynamoDB::Table'));
    expect(addresses(stack)).toEqual(Array(2).fill({ 'Fn::ImportValue': expect.stringContaining(`Ref${tableId}`) }));
  });
});

describe('a table that cannot hold the sessions', () => {
  const string = { name: 'pk', type: dynamodb.AttributeType.STRING };

  test.each<[string, (stack: Stack) => dynamodb.ITable, string]>([
    ['has a key that is a number', (stack) => new dynamodb.Table(stack, 'Own', { partitionKey: { ...string, type: dynamodb.AttributeType.NUMBER } }), 'pk (HASH, N)'],
    ['has another key', (stack) => new dynamodb.TableV2(stack, 'Own', { partitionKey: { ...string, name: 'id' } }), 'id (HASH, S)'],
    ['has a sort key', (stack) => new dynamodb.TableV2(stack, 'Own', { partitionKey: string, sortKey: { ...string, name: 'sk' } }), 'pk (HASH, S)","sk (RANGE, S)'],
  ])('is refused when it %s', (_, table, got) => {
    const stack = stackIn(HERE);
    expect(() => storeOf(stack, ChatSessionTable.existing(table(stack)))).toThrow(
      `ChatSessionStore at 'Stack/Sessions': table must have a partition key 'pk' of type string and no sort key; got ["${got}"]. Create another table.`,
    );
  });

  test.each<[string, Partial<dynamodb.TableProps>, number]>([
    ['without a time to live is warned of', {}, 1],
    ['with another time-to-live attribute is warned of', { timeToLiveAttribute: 'ttl' }, 1],
    ['with the time-to-live attribute is not warned of', { timeToLiveAttribute: 'timeToLive' }, 0],
  ])('for a limited time only, being one %s', (_, props, expected) => {
    const stack = stackIn(HERE);
    storeOf(stack, ChatSessionTable.existing(new dynamodb.Table(stack, 'Own', { partitionKey: string, ...props })));
    const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp("The table at 'Stack/Own' does not have 'timeToLive' as its time-to-live attribute"));
    expect(warnings).toHaveLength(expected);
  });
});

describe('a table', () => {
  test('of two stores is refused', () => {
    const stack = stackIn(HERE);
    const table = existing(stack, arnIn(HERE));
    storeOf(stack, table);
    expect(() => new ChatSessionStore(stack, 'Others', { instanceId: INSTANCE_ARN, table })).toThrow(
      "ChatSessionStore at 'Stack/Others': table must be used by one store only; got \"Stack/Table\". The store at 'Stack/Sessions' uses it.",
    );
  });

  test.each<[string, (stack: Stack) => unknown, string]>([
    ['that was not called', () => ChatSessionTable.managed, 'got a function. Call the function, as in ChatSessionTable.managed().'],
    ['given as it is', (stack) => dynamodb.Table.fromTableArn(stack, 'Table', arnIn(HERE)), 'got "Stack/Table". Write, for example, ChatSessionTable.managed().'],
  ])('%s is refused', (_, table, message) => {
    const stack = stackIn(HERE);
    expect(() => storeOf(stack, table(stack) as ChatSessionTable)).toThrow(`table must be a ChatSessionTable; ${message}`);
  });
});

describe.each<[string, (stack: Stack, encryptionKey: kms.IKey) => ChatSessionTable]>([
  ['a managed table', (_, encryptionKey) => ChatSessionTable.managed({ encryptionKey } satisfies ManagedSessionTableOptions)],
  ['a table of the user\'s', (stack, encryptionKey) => ChatSessionTable.existing(dynamodb.Table.fromTableAttributes(stack, 'Table', { tableArn: arnIn(HERE), encryptionKey }))],
])('%s', (_, table) => {
  test.each<[string, (stack: Stack) => kms.IKey, string]>([
    ['an alias', (stack) => kms.Alias.fromAliasName(stack, 'Key', 'alias/sessions'), 'table.encryptionKey must be a key; got "an alias". Import the key itself'],
    ['an asymmetric key', (stack) => new kms.Key(stack, 'Key', { keySpec: kms.KeySpec.RSA_2048 }), 'table.encryptionKey must be a symmetric key; got "RSA_2048".'],
    ['a key of another Region', (stack) => kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-central-1:${ACCOUNT}:key/${INSTANCE_ID}`), 'table.encryptionKey must be a key of the table\'s Region, us-west-2; got "eu-central-1".'],
  ])('with %s fails at synth', (__, key, message) => {
    const stack = stackIn(HERE);
    expect(() => storeOf(stack, table(stack, key(stack)))).toThrow(message);
  });
});
