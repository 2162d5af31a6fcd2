import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ACCOUNT, chatInStack, INSTANCE_ID, REGION } from './fixtures';
import { ChatAccess, ChatSessionStore, ChatSessionTable, PersistentChatProps } from '../src';

type Props = (stack: Stack) => Partial<PersistentChatProps>;

const SIGNED_IN = ChatAccess.jwt({ issuer: 'https://login.example.com', audience: ['chat'] });
const store = (stack: Stack, table?: ChatSessionTable) => ({
  sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ID, table }), lateRehydration: false,
});

/** For each row of the table in docs/recipes.md, a chat with what the row names, and the rows that it holds, too. */
const ROWS: Record<string, { readonly props: Props; readonly holds?: string[] }> = {
  'every chat': { props: () => ({}) },
  'resume handles': { props: () => ({ access: SIGNED_IN, lateRehydration: false }), holds: ['every chat'] },
  '`ChatAccess.anonymous()`': {
    props: () => ({ access: ChatAccess.anonymous(), lateRehydration: false }), holds: ['every chat', 'resume handles'],
  },
  '`lateRehydration`': { props: () => ({ access: SIGNED_IN }), holds: ['every chat', 'resume handles'] },
  '`sessionStore`': { props: (stack) => store(stack), holds: ['every chat'] },
  '`lateRehydration` with `sessionStore`': {
    props: (stack) => ({ ...store(stack), lateRehydration: true }), holds: ['every chat', '`lateRehydration`', '`sessionStore`'],
  },
  '`encryptionKey` of the store\'s table': {
    props: (stack) => store(stack, ChatSessionTable.managed({ encryptionKey: new kms.Key(stack, 'Key') })), holds: ['every chat', '`sessionStore`'],
  },
  '`vpc`': { props: (stack) => ({ vpc: new ec2.Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false }) }), holds: ['every chat'] },
  '`tracing`': { props: () => ({ tracing: true }), holds: ['every chat'] },
};

const recipe = readFileSync(join(__dirname, '../docs/recipes.md'), 'utf8').split('## A permissions boundary')[1].split('\n## ')[0];
const written = new Map(recipe.split('\n').filter((line) => line.startsWith('|')).slice(2)
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, row, actions]) => [row, [...actions.matchAll(/`([^`]+)`/g)].map(([, action]) => action)]));

function actionsOfRoles(props: Props): string[] {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
  chatInStack(props(stack), stack);
  const template = Template.fromStack(stack);
  const documents = [
    ...Object.values(template.findResources('AWS::IAM::Role')).flatMap(({ Properties }) => Properties.Policies ?? []),
    ...Object.values(template.findResources('AWS::IAM::Policy')).map(({ Properties }) => Properties),
  ].map(({ PolicyDocument }: { PolicyDocument: { Statement: { Effect: string; Action: string | string[] }[] } }) => PolicyDocument);
  const allowed = documents.flatMap(({ Statement }) => Statement).filter(({ Effect }) => Effect === 'Allow');
  return [...new Set(allowed.flatMap(({ Action }) => Action))].sort();
}

test('the recipe of a permissions boundary has a row for each setting that needs more', () => {
  expect([...written.keys()]).toEqual(Object.keys(ROWS));
});

test.each(Object.entries(ROWS))('the recipe of a permissions boundary names what the roles need with %s', (row, { props, holds = [] }) => {
  const named = [row, ...holds].flatMap((name) => written.get(name) ?? []);
  expect([...new Set(named)].sort()).toEqual(actionsOfRoles(props));
});
