import { Duration } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { checkAttributeClaims, signedInEnvironment } from './signed-in';
import type { ChatAccessBindOptions, ChatAccessConfig } from '../../chat-access';
import type { SignedInCustomerOptions } from '../../signed-in-customers';
import { START_CHAT_ENVIRONMENT } from '../environment';
import { invalidProp } from '../prop-checks';

export function cognitoAccess(
  scope: Construct, bindOptions: ChatAccessBindOptions, cognitoUserPools: cognito.IUserPool[], options: SignedInCustomerOptions,
): ChatAccessConfig {
  checkAttributeClaims(scope, bindOptions, options);
  if (cognitoUserPools.length === 0) throw invalidProp(scope, 'access.userPools', cognitoUserPools, 'at least one user pool');
  return {
    authorizationType: apigateway.AuthorizationType.COGNITO,
    authorizer: new apigateway.CognitoUserPoolsAuthorizer(scope, 'Authorizer', { cognitoUserPools, resultsCacheTtl: Duration.seconds(0) }),
    functionEnvironment: { [START_CHAT_ENVIRONMENT.callerIdentity]: 'COGNITO', ...signedInEnvironment({ identifyCustomer: true, ...options }) },
  };
}
