import { Validations, aws_apigateway as apigateway } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { configureReturningCustomers } from './returning-customers';
import { configureVisitorChats } from './visitor-chats';
import { AnonymousAccessOptions } from '../../anonymous-visitors';
import { ChatAccessBindOptions, ChatAccessConfig } from '../../chat-access-config';
import { START_CHAT_ENVIRONMENT } from '../../shared/environment';
import { VisitorLimit } from '../../visitor-limit';
import { checkMadeByFactory } from '../props/check-factory';

export function bindAnonymousAccess(scope: Construct, bindOptions: ChatAccessBindOptions, options: AnonymousAccessOptions): ChatAccessConfig {
  Validations.of(scope).addWarning(
    'cdk-connect-persistent-chat:anonymousAccess',
    'Anybody who knows the URL can start chats. Choose another ChatAccess, or acknowledge this warning if the API is meant to be public.',
  );
  const { visitorLimit = VisitorLimit.perSourceIp() } = options;
  checkMadeByFactory(scope, 'access.visitorLimit', visitorLimit, 'VisitorLimit.perSourceIp()');
  const returning = configureReturningCustomers(scope, bindOptions, options);
  const visitorChats = configureVisitorChats(scope, options.visitorChatLimit);
  return {
    ...returning,
    ...visitorChats,
    ...visitorLimit.bind(scope),
    authorizationType: apigateway.AuthorizationType.NONE,
    functionEnvironment: { [START_CHAT_ENVIRONMENT.callerIdentity]: 'ANONYMOUS', ...returning.functionEnvironment, ...visitorChats.functionEnvironment },
    functionStatements: [...returning.functionStatements ?? [], ...visitorChats.functionStatements],
  };
}
