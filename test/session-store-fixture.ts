import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ACCOUNT, INSTANCE_ARN, REGION } from './fixtures';
import { ChatSessionStore, ChatSessionStoreProps, ChatSessionTable } from '../src';

export const TABLE_TYPE = 'AWS::DynamoDB::Table';
export const OTHER_INSTANCE_ID = '99999999-9999-9999-9999-999999999999';
export const TABLE_ARN = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/sessions`;

export function storeInStack(props: Partial<ChatSessionStoreProps> | ((stack: Stack) => Partial<ChatSessionStoreProps>) = {}) {
  const stack = new Stack(new App(), 'Stack', { env: { region: REGION, account: ACCOUNT } });
  const own = typeof props === 'function' ? props(stack) : props;
  return { stack, store: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ARN, ...own }) };
}

export function existingTable(stack: Stack): Partial<ChatSessionStoreProps> {
  return { table: ChatSessionTable.existing(dynamodb.Table.fromTableArn(stack, 'Table', TABLE_ARN)) };
}

export function tableWithKey(stack: Stack): Partial<ChatSessionStoreProps> {
  return { table: ChatSessionTable.managed({ encryptionKey: new kms.Key(stack, 'Key') }) };
}

export type Statement = { Effect: string; Sid?: string; Action: string | string[]; Resource: string | string[]; Condition?: unknown };

export function statements(stack: Stack): Statement[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role')).flatMap((role) => statementsOf(role));
}

export function statementsOf({ Properties }: Record<string, { Policies?: { PolicyDocument: { Statement: Statement[] } }[] }>): Statement[] {
  return (Properties.Policies ?? []).flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** Of the role that the function has; those on things that the template makes are left out. */
export function rolesStatements(stack: Stack, name: string): Statement[] {
  const id = { 'start-chat': /^ChatFunctionRole/, 'recorder': /^SessionsRecorderRole/, 'forget-customer': /^SessionsForgetCustomerRole/, 'attacher': /^ChatAttachPastChatRole/ }[name]!;
  const [, role] = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Role')).find(([logicalId]) => id.test(logicalId))!;
  return statementsOf(role).filter(({ Sid }) => !['WriteOwnLog', 'SendPastChats', 'ReceivePastChats'].includes(Sid!));
}
