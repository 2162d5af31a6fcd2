import { Duration, Token, aws_apigateway as apigateway, aws_dynamodb as dynamodb, aws_iam as iam } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { createSessionStatements } from './session-statements';
import { withdrawUnusedWarning } from './unused-store';
import { ChatAccessConfig } from '../../chat-access-config';
import { SESSION_ENVIRONMENT } from '../../shared/environment';
import { ConnectInstance } from '../props/connect-ids';
import { invalidProp } from '../props/invalid-prop';

/** What the functions have to know of a `ChatSessionStore`. */
export interface SessionSettings {
  readonly table: dynamodb.ITable;
  readonly historyRetention: Duration;
}

/** What a chat has to know of its `ChatSessionStore`. */
export interface SessionStore extends IConstruct, SessionSettings {
  readonly instanceArn: string;
}

export interface SessionStoreUse {
  readonly environment: Record<string, string>;
  readonly statements: iam.PolicyStatement[];
}

/** What a start-chat function needs to use the store. */
export function useSessionStore(scope: Construct, store: SessionStore, instance: ConnectInstance, access: ChatAccessConfig): SessionStoreUse {
  if (access.authorizationType === apigateway.AuthorizationType.NONE) {
    throw invalidProp(scope, 'access', 'anonymous',
      'one that tells customers apart when there is a sessionStore: ChatAccess.cognito(), ChatAccess.jwt(), ChatAccess.authorizer() or ChatAccess.iam()');
  }
  checkInstance(scope, store, instance);
  withdrawUnusedWarning(store);
  return { environment: buildSessionEnvironment(store), statements: createSessionStatements(store.table, ['GetItem', 'PutItem']) };
}

/** In a stack without a Region of its own the ARNs are known at deployment only, and the ids may be known before. */
function checkInstance(scope: Construct, store: SessionStore, instance: ConnectInstance): void {
  const storesId = store.instanceArn.split('/').at(-1);
  const other = [[store.instanceArn, instance.arn], [storesId, instance.id]].find(([stores, chats]) => (
    !Token.isUnresolved(stores) && !Token.isUnresolved(chats) && stores !== chats
  ));
  if (!other) return;
  throw invalidProp(scope, 'sessionStore', store.node.path, `a store of the same instance; this one remembers chats of '${other[0]}'`);
}

export function buildSessionEnvironment({ table, historyRetention }: SessionSettings): Record<string, string> {
  return { [SESSION_ENVIRONMENT.tableName]: table.tableName, [SESSION_ENVIRONMENT.historySeconds]: `${historyRetention.toSeconds()}` };
}
