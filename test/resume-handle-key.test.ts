import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ACCOUNT, chatInStack, functionEnvironment, INSTANCE_ID, only, REGION } from './fixtures';
import { ChatAccess, ChatSessionStore, PersistentChatProps } from '../src';

const KEY_ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/one`;
const JWT = ChatAccess.jwt({ issuer: 'https://login.example.com', audience: ['chat'] });

const newStack = () => new Stack(new App(), 'Stack');
const imported = (stack: Stack) => kms.Key.fromKeyArn(stack, 'Key', KEY_ARN);
const ofSpec = (stack: Stack, keySpec?: kms.KeySpec) => new kms.Key(stack, 'Key', keySpec && { keySpec, keyUsage: kms.KeyUsage.GENERATE_VERIFY_MAC });

test('the user\'s own key is the only key, and the function may derive keys from it', () => {
  const stack = newStack();
  const { chat } = chatInStack({ access: ChatAccess.anonymous(), lateRehydration: false, resumeHandleKey: imported(stack) }, stack);
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::KMS::Key', 0);
  expect(chat.resumeHandleKey?.keyArn).toBe(KEY_ARN);
  expect(functionEnvironment(template).RESUME_HANDLE_KEY_ARN).toBe(KEY_ARN);
  const { Statement } = only(template, 'AWS::IAM::Role').Policies[0].PolicyDocument;
  expect(Statement).toContainEqual(expect.objectContaining({ Action: 'kms:GenerateMac', Resource: KEY_ARN }));
});

test('the user\'s own key can be a key of the app', () => {
  const stack = newStack();
  chatInStack({ access: ChatAccess.anonymous(), resumeHandleKey: ofSpec(stack, kms.KeySpec.HMAC_256) }, stack);
  Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 1);
});

test.each<[string, (stack: Stack) => Partial<PersistentChatProps>, string]>([
  ['encrypts', (stack) => ({ resumeHandleKey: ofSpec(stack) }), 'resumeHandleKey must be an HMAC key, with the spec HMAC_256 and the usage GENERATE_VERIFY_MAC; got "SYMMETRIC_DEFAULT".'],
  ['makes longer codes', (stack) => ({ resumeHandleKey: ofSpec(stack, kms.KeySpec.HMAC_512) }), 'resumeHandleKey must be an HMAC key, with the spec HMAC_256 and the usage GENERATE_VERIFY_MAC; got "HMAC_512".'],
  ['is an alias', (stack) => ({ resumeHandleKey: kms.Alias.fromAliasName(stack, 'Key', 'alias/one') }), 'resumeHandleKey must be a key; got "an alias".'],
  ['has no handles, with IAM', (stack) => ({ access: ChatAccess.iam(), resumeHandleKey: imported(stack) }), 'resumeHandleKey must be left out with ChatAccess.iam() and with sessionStore; got "Stack/Key". They have no resume handles.'],
  ['has no handles, with a session store', (stack) => ({
    access: JWT, resumeHandleKey: imported(stack), sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ID }),
  }), 'resumeHandleKey must be left out with ChatAccess.iam() and with sessionStore; got "Stack/Key".'],
])('a key that %s fails at synthesis', (_, propsIn, message) => {
  const stack = newStack();
  expect(() => chatInStack({ access: ChatAccess.anonymous(), ...propsIn(stack) }, stack)).toThrow(`PersistentChat at 'Stack/Chat': ${message}`);
});
