import { Validations } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import type { ChatAccessConfig } from '../../chat-access';
import { START_CHAT_ENVIRONMENT } from '../environment';

export function anonymousAccess(scope: Construct): ChatAccessConfig {
  Validations.of(scope).addWarning(
    'cdk-connect-persistent-chat:anonymousAccess',
    'Anybody can start chats here, and can continue any past chat whose contact id they know. '
    + 'Choose ChatAccess.iam(), or acknowledge this warning when the API is meant to be public.',
  );
  return { authorizationType: apigateway.AuthorizationType.NONE, functionEnvironment: { [START_CHAT_ENVIRONMENT.callerIdentity]: 'ANONYMOUS' } };
}
