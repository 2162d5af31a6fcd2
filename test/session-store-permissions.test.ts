import type { UpdateItemInput } from '@aws-sdk/client-dynamodb';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { chatInStack, INSTANCE_ARN, REGION } from './fixtures';
import { decision } from './role-permissions';
import { existingTable, rolesStatements, storeInStack, TABLE_ARN, tableWithKey } from './session-store-fixture';
import type { AwsService } from '../lambda/aws/aws-service';
import { SessionTable } from '../lambda/sessions/session-table';
import { PENDING_ATTRIBUTES } from '../src/shared/session-items';


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
  const policies = [{ name, policy: { Statement: rolesStatements(stack, name) } }];
  expect(await decision([action, resource], { policies })).toBe(expected);
});

describe('the recorder', () => {
  test.each<[string, string[] | undefined, string]>([
    ['the item that it writes', ['{recorded}'], 'Allowed'],
    ['a customer\'s item', ['customer#1'], 'ImplicitlyDenied'],
    ['its own item and a customer\'s', ['{recorded}', 'customer#1'], 'ImplicitlyDenied'],
    ['items that nobody names', undefined, 'ImplicitlyDenied'],
  ])('asked to update %s, is: %s %s', async (_, keys, expected) => {
    const recorded = await recordedKey();
    const policies = [{ name: 'recorder', policy: { Statement: rolesStatements(storeInStack(existingTable).stack, 'recorder') } }];
    const context = { 'dynamodb:LeadingKeys': keys?.map((key) => key.replace('{recorded}', recorded)) };
    expect(await decision(['dynamodb:UpdateItem', TABLE_ARN], { policies, context })).toBe(expected);
  });
});

describe('the function that attaches past chats', () => {
  const ALLOWED = { 'dynamodb:LeadingKeys': ['customer#1'], 'dynamodb:Attributes': PENDING_ATTRIBUTES, 'dynamodb:ReturnValues': 'NONE' };

  test.each<[string, string, Record<string, string | string[] | undefined>, string]>([
    ['update what a session says about past chats', 'UpdateItem', {}, 'Allowed'],
    ['update it without a word about what is returned', 'UpdateItem', { 'dynamodb:ReturnValues': undefined }, 'Allowed'],
    ['have the whole item returned', 'UpdateItem', { 'dynamodb:ReturnValues': 'ALL_OLD' }, 'ImplicitlyDenied'],
    ['have the changed attributes returned', 'UpdateItem', { 'dynamodb:ReturnValues': 'UPDATED_NEW' }, 'ImplicitlyDenied'],
    ['use the attribute with the token', 'UpdateItem', { 'dynamodb:Attributes': ['pk', 'sessions'] }, 'ImplicitlyDenied'],
    ['update attributes that nobody names', 'UpdateItem', { 'dynamodb:Attributes': undefined }, 'ImplicitlyDenied'],
    ['update the item of a contact', 'UpdateItem', { 'dynamodb:LeadingKeys': ['contact#1'] }, 'ImplicitlyDenied'],
    ['read the item of a contact', 'GetItem', { 'dynamodb:LeadingKeys': ['contact#1'] }, 'Allowed'],
    ['read the item of a customer', 'GetItem', {}, 'ImplicitlyDenied'],
    ['write an item', 'PutItem', {}, 'ImplicitlyDenied'],
    ['delete an item', 'DeleteItem', {}, 'ImplicitlyDenied'],
  ])('asked to %s by %s with %j, is: %s', async (_, action, context, expected) => {
    const { stack, store } = storeInStack(existingTable);
    chatInStack({ instanceId: INSTANCE_ARN, sessionStore: store }, stack);
    const policies = [{ name: 'attacher', policy: { Statement: rolesStatements(stack, 'attacher') } }];
    expect(await decision([`dynamodb:${action}`, TABLE_ARN], { policies, context: { ...ALLOWED, ...context } })).toBe(expected);
  });
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

  test('let a function decrypt with the table\'s key, through DynamoDB, and nothing else', () => {
    const { stack, store } = storeInStack(tableWithKey);
    const role = new iam.Role(stack, 'Reader', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    store.grants.readSessions(role);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [Match.objectLike({ Action: 'dynamodb:GetItem' }), {
          Sid: 'UseSessionTableKey',
          Effect: 'Allow',
          Action: ['kms:Decrypt', 'kms:DescribeKey'],
          Resource: stack.resolve(store.table.encryptionKey!.keyArn),
          Condition: { StringEquals: { 'kms:ViaService': `dynamodb.${REGION}.amazonaws.com` } },
        }],
      },
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

/** The partition key of what the recorder writes. */
async function recordedKey(): Promise<string> {
  const keys: string[] = [];
  const dynamoDb = { call: async (_: unknown, { Key }: UpdateItemInput) => { keys.push(Key!.pk.S!); } };
  await new SessionTable(dynamoDb as unknown as AwsService, { tableName: 'sessions', historySeconds: 1 })
    .storeSegment({ initialContactId: 'one', contactId: 'two', startedAt: 1 }, 1);
  return keys[0];
}
