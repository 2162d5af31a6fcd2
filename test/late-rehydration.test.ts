import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ACCOUNT, INSTANCE_ID, REGION, chatInStack, templateOf } from './fixtures';
import { ChatAccess, ChatSessionStore, PersistentChatProps, RehydrationFailure } from '../src';

const PARTS = { 'AWS::SQS::Queue': 2, 'AWS::Lambda::EventSourceMapping': 1 };

function countParts(template: Template): Record<string, number> {
  return Object.fromEntries(Object.keys(PARTS).map((type) => [type, Object.keys(template.findResources(type)).length]));
}

function chatWithStore(props: Partial<PersistentChatProps>) {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
  return chatInStack({ sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ID }), ...props }, stack);
}

describe('past chats are attached late', () => {
  test.each<[string, Partial<PersistentChatProps>]>([
    ['with anonymous visitors', { access: ChatAccess.anonymous() }],
    ['with signed-in customers', { access: ChatAccess.jwt({ issuer: 'https://login.example.com', audience: ['chat'] }) }],
  ])('%s', (_, props) => {
    expect(countParts(templateOf(props))).toEqual(PARTS);
  });

  test.each<[string, Partial<PersistentChatProps>]>([
    ['with IAM callers, who name contacts by themselves', {}],
    ['where a failed rehydration is an error', { access: ChatAccess.anonymous(), rehydrationFailure: RehydrationFailure.RETURN_ERROR }],
    ['where they must not be', { access: ChatAccess.anonymous(), lateRehydration: false }],
  ])('not %s', (_, props) => {
    const { chat, stack } = chatInStack(props);
    expect(countParts(Template.fromStack(stack))).toEqual({ 'AWS::SQS::Queue': 0, 'AWS::Lambda::EventSourceMapping': 0 });
    expect([chat.pastChatQueue, chat.pastChatDeadLetterQueue, chat.attachPastChatFunction]).toEqual([undefined, undefined, undefined]);
  });

  test.each<[string, ChatAccess]>([
    ['customers with tokens', ChatAccess.jwt({ issuer: 'https://login.example.com', audience: ['chat'] })],
    ['a backend that names the customers', ChatAccess.iam()],
  ])('with a session store for %s', (_, access) => {
    const { chat } = chatWithStore({ access });
    expect(chat.pastChatQueue).toBeDefined();
  });

  test('not with a session store where they must not be', () => {
    expect(chatWithStore({ lateRehydration: false }).chat.pastChatQueue).toBeUndefined();
  });
});

test('a message is tried once at a time, kept for an hour, and given to the dead-letter queue only after more failures than there are tries', () => {
  const { chat, stack } = chatInStack({ access: ChatAccess.anonymous() });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', { BatchSize: 1, FunctionResponseTypes: ['ReportBatchItemFailures'] });
  const deadLetterTargetArn = stack.resolve(chat.pastChatDeadLetterQueue!.queueArn);
  template.hasResourceProperties('AWS::SQS::Queue', {
    MessageRetentionPeriod: 3600, VisibilityTimeout: 60, RedrivePolicy: { deadLetterTargetArn, maxReceiveCount: 20 },
  });
});
