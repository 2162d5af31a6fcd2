import { Duration, Stack, Token, aws_apigateway as apigateway, aws_dynamodb as dynamodb, aws_iam as iam } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { createPendingStatements, createSessionStatements } from './session-statements';
import { addressTable } from './table-place';
import { withdrawUnusedWarning } from './unused-store';
import { ChatAccessConfig } from '../../chat-access-config';
import { SESSION_ENVIRONMENT } from '../../shared/environment';
import { ConnectInstance } from '../props/connect-ids';
import { invalidProp } from '../props/invalid-prop';

/** What a function needs to know about a `ChatSessionStore`. */
export interface SessionSettings {
  readonly table: dynamodb.ITable;
  readonly historyRetention: Duration;
}

/** What a chat needs to know about its `ChatSessionStore`. */
export interface SessionStore extends IConstruct, SessionSettings {
  readonly instanceArn: string;
}

export interface SessionStoreUse {
  readonly environment: Record<string, string>;
  readonly statements: iam.PolicyStatement[];
}

/** Checks that the chat can use the store, and returns what its function needs for that. */
export function useSessionStore(scope: Construct, store: SessionStore, instance: ConnectInstance, access: ChatAccessConfig): SessionStoreUse {
  if (access.authorizationType === apigateway.AuthorizationType.NONE) {
    throw invalidProp(scope, 'access', {
      must: 'tell customers apart when sessionStore is set',
      got: 'anonymous',
      remedy: 'Use ChatAccess.cognito(), ChatAccess.jwt(), ChatAccess.authorizer() or ChatAccess.iam().',
    });
  }
  if (store.instanceArn === undefined) {
    throw invalidProp(scope, 'sessionStore', { must: 'be a ChatSessionStore', got: store, remedy: 'Write new ChatSessionStore(...).' });
  }
  checkInstance(scope, store, instance);
  checkPlace(scope, store);
  withdrawUnusedWarning(store);
  return { environment: buildSessionEnvironment(scope, store), statements: createSessionStatements(store.table, ['GetItem', 'PutItem']) };
}

/** What the function needs that attaches past chats to the sessions of a store, which `useSessionStore` has checked. */
export function changePendingSessions(scope: Construct, store: SessionStore): SessionStoreUse {
  return { environment: buildSessionEnvironment(scope, store), statements: createPendingStatements(store.table) };
}

/** In a stack without a fixed Region, ARNs are known only at deployment, but ids may be known at synthesis. So both are compared. */
function checkInstance(scope: Construct, store: SessionStore, instance: ConnectInstance): void {
  const storesId = store.instanceArn.split('/').at(-1);
  const other = [[store.instanceArn, instance.arn], [storesId, instance.id]].find(([stores, chats]) => (
    !Token.isUnresolved(stores) && !Token.isUnresolved(chats) && stores !== chats
  ));
  if (!other) return;
  throw invalidProp(scope, 'sessionStore', {
    must: 'be a store of the instance in instanceId',
    got: store.node.path,
    remedy: `This store is for the instance '${other[0]}'. Create a ChatSessionStore for this chat's instance.`,
  });
}

/** The function can call Connect in its own account only, and the instance's contact events arrive in that account, too. */
function checkPlace(scope: Construct, store: SessionStore): void {
  const [stores, chats] = [Stack.of(store), Stack.of(scope)];
  if (isKnownToDiffer(stores.account, chats.account)) {
    throw invalidProp(scope, 'sessionStore', {
      must: `be in the chat's account, ${chats.account}`,
      got: `${store.node.path} in account ${stores.account}`,
      remedy: "Create both in the instance's account.",
    });
  }
  if (isKnownToDiffer(stores.region, chats.region) && cannotRefer(chats, store)) {
    throw invalidProp(scope, 'sessionStore', {
      must: `be in the chat's Region, ${chats.region}, or have a table whose name is known there`,
      got: `${store.node.path} in ${stores.region}`,
      remedy: 'Create both in one Region, or set crossRegionReferences: true for both stacks.',
    });
  }
}

function isKnownToDiffer(...values: [string, string]): boolean {
  return !values.some((value) => Token.isUnresolved(value)) && values[0] !== values[1];
}

/** Whether the CDK would refuse to use a table of the store's making in this stack, with an error that names no prop. */
function cannotRefer(stack: Stack, store: SessionStore): boolean {
  const { _crossRegionReferences: canRefer } = stack as { readonly _crossRegionReferences?: boolean };
  return canRefer === false && store.table.node.scope === store;
}

/** @param scope the chat or the store whose functions use the table */
export function buildSessionEnvironment(scope: IConstruct, { table, historyRetention }: SessionSettings): Record<string, string> {
  return { [SESSION_ENVIRONMENT.tableName]: addressTable(scope, table), [SESSION_ENVIRONMENT.historySeconds]: `${historyRetention.toSeconds()}` };
}
