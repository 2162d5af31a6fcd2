import { Duration, aws_apigateway as apigateway, aws_cognito as cognito } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { bindJwtAccess } from './jwt';
import { configureSignedInCustomers } from './signed-in';
import { placeInOwnRegion } from './user-pool-region';
import { ChatAccessBindOptions, ChatAccessConfig } from '../../chat-access-config';
import { START_CHAT_ENVIRONMENT } from '../../shared/environment';
import { CognitoAccessOptions } from '../../signed-in-customers';
import { invalidProp } from '../props/invalid-prop';

export function bindCognitoAccess(
  scope: Construct, bindOptions: ChatAccessBindOptions, userPools: cognito.IUserPool[], options: CognitoAccessOptions,
): ChatAccessConfig {
  if (userPools.length === 0) throw invalidProp(scope, 'access.userPools', { must: 'hold at least one user pool', got: userPools });
  const cognitoUserPools = placeInOwnRegion(scope, userPools);
  if (options.userPoolClients) return bindUserPoolClientAccess(scope, bindOptions, cognitoUserPools, options.userPoolClients, options);
  const signedIn = configureSignedInCustomers(scope, bindOptions, { identifyCustomer: true, ...options });
  return {
    ...signedIn,
    authorizationType: apigateway.AuthorizationType.COGNITO,
    authorizer: new apigateway.CognitoUserPoolsAuthorizer(scope, 'UserPoolAuthorizer', { cognitoUserPools, resultsCacheTtl: Duration.seconds(0) }),
    functionEnvironment: { [START_CHAT_ENVIRONMENT.callerIdentity]: 'COGNITO', ...signedIn.functionEnvironment },
  };
}

/** API Gateway does not check the app client, which is the audience of an ID token. */
function bindUserPoolClientAccess(
  scope: Construct,
  bindOptions: ChatAccessBindOptions,
  userPools: cognito.IUserPool[],
  clients: cognito.IUserPoolClient[],
  options: CognitoAccessOptions,
): ChatAccessConfig {
  if (userPools.length > 1) {
    throw invalidProp(scope, 'access.userPools', {
      must: 'hold exactly one user pool when userPoolClients is set', got: userPools.map(({ node }) => node.path),
    });
  }
  if (clients.length === 0) {
    throw invalidProp(scope, 'access.userPoolClients', {
      must: 'hold at least one app client', got: clients, remedy: 'Leave it out to accept every app client.',
    });
  }
  const issuer = `https://${userPools[0].userPoolProviderName}`;
  return bindJwtAccess(scope, bindOptions, {
    ...options, issuer, audience: clients.map(({ userPoolClientId }) => userPoolClientId), jwksUri: `${issuer}/.well-known/jwks.json`, tokenUse: 'id',
  });
}
