import { Token, aws_apigateway as apigateway, aws_iam as iam } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { sessionStatements } from './session-statements';
import { withdrawUnusedWarning } from './unused-store';
import type { ChatAccessConfig } from '../../chat-access';
import type { ChatSessionStore } from '../../chat-session-store';
import { ConnectInstance } from '../connect-ids';
import { SESSION_ENVIRONMENT } from '../../shared/environment';
import { invalidProp } from '../prop-checks';

export interface SessionUse {
  readonly environment: Record<string, string>;
  readonly statements: iam.PolicyStatement[];
}

/** What a start-chat function needs to use the store. */
export function sessionUse(scope: Construct, store: ChatSessionStore, instance: ConnectInstance, access: ChatAccessConfig): SessionUse {
  if (access.authorizationType === apigateway.AuthorizationType.NONE) {
    throw invalidProp(scope, 'access', 'anonymous',
      'one that tells customers apart when there is a sessionStore: ChatAccess.cognito(), ChatAccess.jwt(), ChatAccess.authorizer() or ChatAccess.iam()');
  }
  checkInstance(scope, store, instance);
  withdrawUnusedWarning(store);
  return { environment: sessionEnvironment(store), statements: sessionStatements(store.table, ['GetItem', 'PutItem']) };
}

/** In a stack without a Region of its own the ARNs are known at deployment only, and the ids may be known before. */
function checkInstance(scope: Construct, store: ChatSessionStore, instance: ConnectInstance): void {
  const storesId = store.instanceArn.split('/').at(-1);
  const other = [[store.instanceArn, instance.arn], [storesId, instance.id]].find(([stores, chats]) => (
    !Token.isUnresolved(stores) && !Token.isUnresolved(chats) && stores !== chats
  ));
  if (!other) return;
  throw invalidProp(scope, 'sessionStore', store.node.path, `a store of the same instance; this one remembers chats of '${other[0]}'`);
}

export function sessionEnvironment({ table, historyRetention }: Pick<ChatSessionStore, 'table' | 'historyRetention'>): Record<string, string> {
  return { [SESSION_ENVIRONMENT.tableName]: table.tableName, [SESSION_ENVIRONMENT.historySeconds]: `${historyRetention.toSeconds()}` };
}
