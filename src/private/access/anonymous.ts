import { Validations, aws_apigateway as apigateway } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { returningCustomers } from './returning-customers';
import type { AnonymousAccessOptions } from '../../anonymous-visitors';
import type { ChatAccessBindOptions, ChatAccessConfig } from '../../chat-access';
import { VisitorLimit } from '../../visitor-limit';
import { START_CHAT_ENVIRONMENT } from '../../shared/environment';

export function anonymousAccess(scope: Construct, bindOptions: ChatAccessBindOptions, options: AnonymousAccessOptions): ChatAccessConfig {
  Validations.of(scope).addWarning(
    'cdk-connect-persistent-chat:anonymousAccess',
    'Anybody can start chats here. Choose another ChatAccess, or acknowledge this warning when the API is meant to be public.',
  );
  const { visitorLimit = VisitorLimit.perSourceIp() } = options;
  const returning = returningCustomers(scope, bindOptions, options);
  return {
    ...returning,
    ...visitorLimit.bind(scope),
    authorizationType: apigateway.AuthorizationType.NONE,
    functionEnvironment: { [START_CHAT_ENVIRONMENT.callerIdentity]: 'ANONYMOUS', ...returning.functionEnvironment },
  };
}
