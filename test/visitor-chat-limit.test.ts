import { App, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { chatInStack, only, templateOf } from './fixtures';
import { AnonymousAccessOptions, ChatAccess, PersistentChatProps, VisitorChatLimit } from '../src';

const anonymous = (options: AnonymousAccessOptions = {}) => ({ access: ChatAccess.anonymous(options) });

function startChatEnvironment(props: Partial<PersistentChatProps>) {
  const template = templateOf(props);
  const functions = Object.values(template.findResources('AWS::Lambda::Function'));
  return functions.map(({ Properties }) => Properties.Environment.Variables).find((variables) => 'CONTACT_FLOW_IDS' in variables);
}

function warnings(options: AnonymousAccessOptions): string[] {
  const { stack } = chatInStack(anonymous(options));
  const found = Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
  return found.filter((warning) => warning.includes(':visitorChatLimit'));
}

test('by default an address gets a quarter of the 500 chats, within 25 hours', () => {
  expect(startChatEnvironment(anonymous())).toMatchObject({ CHATS_PER_ADDRESS: '125', MAX_CHAT_DURATION_MINUTES: '1500' });
  expect(warnings({})).toEqual([]);
});

test('a longer chat can be allowed, and then an address is counted for as long', () => {
  expect(startChatEnvironment({ ...anonymous(), maxChatDuration: Duration.days(7) })).toMatchObject({ MAX_CHAT_DURATION_MINUTES: '10080' });
});

test('the table is deleted with the stack, and its items expire', () => {
  const template = templateOf(anonymous());
  expect(only(template, 'AWS::DynamoDB::Table')).toEqual({
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
    TimeToLiveSpecification: { AttributeName: 'timeToLive', Enabled: true },
  });
  template.hasResource('AWS::DynamoDB::Table', { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
});

test('the function may read and update items of that table, and nothing else of DynamoDB', () => {
  const template = templateOf(anonymous());
  const [tableId] = Object.keys(template.findResources('AWS::DynamoDB::Table'));
  const policies = Object.values(template.findResources('AWS::IAM::Role')).flatMap(({ Properties }) => Properties.Policies ?? []);
  const statements = policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  expect(statements.filter((statement) => JSON.stringify(statement).includes('dynamodb:'))).toEqual([{
    Sid: 'CountVisitorStarts', Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], Resource: { 'Fn::GetAtt': [tableId, 'Arn'] },
  }]);
});

test('without the limit there is no table', () => {
  const { chat, stack } = chatInStack(anonymous({ visitorChatLimit: VisitorChatLimit.none() }));
  Template.fromStack(stack).resourceCountIs('AWS::DynamoDB::Table', 0);
  expect(chat.visitorTable).toBeUndefined();
});

test('the table can be reached from the construct', () => {
  const { chat, stack } = chatInStack(anonymous(), new Stack(new App(), 'Stack'));
  expect(stack.resolve(chat.visitorTable!.tableName)).toEqual({ Ref: expect.stringContaining('ChatVisitorStarts') });
});

test.each<[string, VisitorChatLimit, string[]]>([
  ['125 chats', VisitorChatLimit.perAddress(125), []],
  ['126 chats', VisitorChatLimit.perAddress(126), [expect.stringContaining('One address can hold 126 chats, which is more than a quarter of the 500')]],
  ['no limit', VisitorChatLimit.none(), [expect.stringContaining('One address can hold as many chats as the instance allows, which is more than a quarter')]],
])('with %s the warnings of the limit are %j', (_, visitorChatLimit, expected) => {
  expect(warnings({ visitorChatLimit })).toEqual(expected);
});

test.each<[string, VisitorChatLimit, string]>([
  ['no chat', VisitorChatLimit.perAddress(0), 'VisitorChatLimit.perAddress must be given a whole number from 1 to 1000, known at synthesis; got 0.'],
  ['half a chat', VisitorChatLimit.perAddress(1.5), 'must be given a whole number from 1 to 1000, known at synthesis; got 1.5.'],
  ['1001 chats', VisitorChatLimit.perAddress(1001), 'must be given a whole number from 1 to 1000, known at synthesis; got 1001.'],
  ['a function', VisitorChatLimit.perAddress as never, 'access.visitorChatLimit must be a VisitorChatLimit; got a function. Call the function, as in VisitorChatLimit.perAddress().'],
])('a limit of %s fails at synth', (_, visitorChatLimit, message) => {
  expect(() => chatInStack(anonymous({ visitorChatLimit }))).toThrow(message);
});
