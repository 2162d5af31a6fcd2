import { App, RemovalPolicies, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { ACCOUNT, chatInStack, FLAG_SETS, INSTANCE_ARN, REGION } from './fixtures';
import { ChatAccess, ChatSessionStore, ChatSessionTable, ManagedSessionTableOptions } from '../src';

const KINDS: Record<string, (stack: Stack) => ChatAccess> = {
  'IAM': () => ChatAccess.iam(),
  'a user pool': (stack) => ChatAccess.cognito([userPool(stack)]),
  'a token issuer': () => ChatAccess.jwt({ issuer: 'https://login.example.com', audience: ['chat'] }),
  'anonymous access': () => ChatAccess.anonymous(),
};

/** That of the customers is the app's own. */
function userPool(stack: Stack) {
  return new cognito.UserPool(stack, 'Pool', { removalPolicy: RemovalPolicy.DESTROY });
}

/** What stays when the stack is deleted, or could not be created: the type of each resource, and its policies. */
function kept(build: (stack: Stack) => void, context: Record<string, unknown> = {}) {
  const stack = new Stack(new App({ context }), 'Stack', { env: { account: ACCOUNT, region: REGION } });
  build(stack);
  const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, Record<string, string>> };
  const policies = Object.values(Resources).map(({ Type, DeletionPolicy = 'Delete', UpdateReplacePolicy = 'Delete' }) => `${Type} ${DeletionPolicy} ${UpdateReplacePolicy}`);
  return [...new Set(policies)].filter((text) => !text.endsWith(' Delete Delete')).sort();
}

function everything(access: (stack: Stack) => ChatAccess, options?: ManagedSessionTableOptions) {
  return (stack: Stack) => {
    const table = options && ChatSessionTable.managed(options);
    const sessionStore = table && new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ARN, table });
    chatInStack({ instanceId: INSTANCE_ARN, access: access(stack), provisionedConcurrentExecutions: 1, sessionStore }, stack);
  };
}

describe.each(Object.entries(FLAG_SETS))('with %s', (_, context) => {
  test.each(Object.entries(KINDS))('logs outlive a stack with %s that was in use, and nothing outlives one that could not be created', (__, access) => {
    expect(kept(everything(access), context)).toEqual(['AWS::Logs::LogGroup RetainExceptOnCreate Retain']);
  });

  test.each(Object.entries(KINDS))('nothing outlives a stack with %s whose resources are to be destroyed', (__, access) => {
    expect(kept((stack) => {
      everything(access)(stack);
      RemovalPolicies.of(stack).destroy();
    }, context)).toEqual([]);
  });
});

test('the table and the logs outlive a stack with a session store that was in use, and nothing outlives one that could not be created', () => {
  expect(kept(everything(KINDS.IAM, {}))).toEqual(['AWS::DynamoDB::Table RetainExceptOnCreate Retain', 'AWS::Logs::LogGroup RetainExceptOnCreate Retain']);
});

test('a protected table outlives a stack that could not be created, because it could not be deleted', () => {
  expect(kept(everything(KINDS.IAM, { deletionProtection: true }))).toContain('AWS::DynamoDB::Table Retain Retain');
});

test('nothing outlives a stack with a session store whose resources are to be destroyed', () => {
  expect(kept((stack) => {
    everything(KINDS.IAM, {})(stack);
    RemovalPolicies.of(stack).destroy();
  })).toEqual([]);
});
