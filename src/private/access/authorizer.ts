import { aws_apigateway as apigateway } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { signedInCustomers } from './signed-in';
import type { ChatAccessBindOptions, ChatAccessConfig } from '../../chat-access';
import type { AuthorizerAccessOptions } from '../../signed-in-customers';
import { ACCESS_ENVIRONMENT, START_CHAT_ENVIRONMENT } from '../../shared/environment';
import { invalidProp } from '../prop-checks';

export function authorizerAccess(
  scope: Construct, bindOptions: ChatAccessBindOptions, authorizer: apigateway.IAuthorizer, options: AuthorizerAccessOptions,
): ChatAccessConfig {
  const { authorizationType = apigateway.AuthorizationType.CUSTOM } = authorizer;
  if (authorizationType !== apigateway.AuthorizationType.CUSTOM) {
    throw invalidProp(scope, 'access.authorizer', authorizationType, 'a Lambda authorizer; for user pools there is ChatAccess.cognito');
  }
  const { subjectKey = 'principalId', issuerKey } = options;
  const signedIn = signedInCustomers(scope, bindOptions, options);
  return {
    ...signedIn,
    authorizationType,
    authorizer,
    functionEnvironment: {
      [START_CHAT_ENVIRONMENT.callerIdentity]: 'AUTHORIZER',
      [ACCESS_ENVIRONMENT.subjectKey]: subjectKey,
      ...(issuerKey !== undefined && { [ACCESS_ENVIRONMENT.issuerKey]: issuerKey }),
      ...signedIn.functionEnvironment,
    },
  };
}
