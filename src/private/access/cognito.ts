import { Duration, Stack, aws_apigateway as apigateway, aws_cognito as cognito } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { checkTokenOptions } from './check-token-options';
import { bindCheckedTokens } from './jwt';
import { configureSignedInCustomers } from './signed-in';
import { placeInOwnRegion } from './user-pool-region';
import { AcceptedToken } from '../../accepted-token';
import { ChatAccessBindOptions, ChatAccessConfig } from '../../chat-access-config';
import { START_CHAT_ENVIRONMENT } from '../../shared/environment';
import { CognitoAccessOptions } from '../../signed-in-customers';
import { invalidProp } from '../props/invalid-prop';

/** API Gateway cannot check them. */
const FUNCTION_OPTIONS = ['userPoolClients', 'acceptedToken', 'requiredScopes', 'requiredClaims', 'customerIdClaim'] as const;

export function bindCognitoAccess(
  scope: Construct, bindOptions: ChatAccessBindOptions, userPools: cognito.IUserPool[], options: CognitoAccessOptions,
): ChatAccessConfig {
  checkList(scope, 'access.userPools', userPools, 'user pools');
  if (userPools.length === 0) throw invalidProp(scope, 'access.userPools', { must: 'hold at least one user pool', got: userPools });
  const cognitoUserPools = placeInOwnRegion(scope, userPools);
  if (options.userPoolClients) checkList(scope, 'access.userPoolClients', options.userPoolClients, 'app clients');
  const [needsFunction] = FUNCTION_OPTIONS.filter((option) => options[option] !== undefined && options[option] !== AcceptedToken.ID);
  if (needsFunction) return bindCheckedUserPool(scope, bindOptions, cognitoUserPools, options, needsFunction);
  checkTokenOptions(scope, options);
  const signedIn = configureSignedInCustomers(scope, bindOptions, { identifyCustomer: true, ...options });
  return {
    ...signedIn,
    ...(options.identifyCustomer !== false && { customerIdIssuer: cognitoUserPools.map(({ userPoolProviderName }) => `https://${userPoolProviderName}`).join() }),
    authorizationType: apigateway.AuthorizationType.COGNITO,
    authorizer: new apigateway.CognitoUserPoolsAuthorizer(scope, 'UserPoolAuthorizer', { cognitoUserPools, resultsCacheTtl: Duration.seconds(0) }),
    functionEnvironment: { [START_CHAT_ENVIRONMENT.callerIdentity]: 'COGNITO', ...signedIn.functionEnvironment },
  };
}

function checkList(scope: Construct, prop: string, list: unknown, items: string): void {
  if (!Array.isArray(list)) throw invalidProp(scope, prop, { must: `be a list of ${items}`, got: list, remedy: 'Put it into brackets.' });
  if (!list.every((item) => Construct.isConstruct(item))) throw invalidProp(scope, prop, { must: `be a list of ${items}`, got: list });
}

/**
 * API Gateway does not check the app client, and takes access tokens only for methods with scopes, of which one is enough.
 *
 * @param needsFunction the option that API Gateway cannot check
 */
function bindCheckedUserPool(
  scope: Construct, bindOptions: ChatAccessBindOptions, userPools: cognito.IUserPool[], options: CognitoAccessOptions, needsFunction: string,
): ChatAccessConfig {
  const { userPoolClients: clients, acceptedToken = AcceptedToken.ID } = options;
  if (userPools.length > 1) {
    throw invalidProp(scope, 'access.userPools', {
      must: `hold exactly one user pool when ${needsFunction} is set`, got: userPools.map(({ node }) => node.path),
    });
  }
  if (clients?.length === 0) {
    throw invalidProp(scope, 'access.userPoolClients', {
      must: 'hold at least one app client', got: clients, remedy: 'Leave it out to accept every app client.',
    });
  }
  checkClientsPool(scope, userPools[0], clients ?? []);
  const issuer = `https://${userPools[0].userPoolProviderName}`;
  const audience = clients?.map(({ userPoolClientId }) => userPoolClientId);
  return bindCheckedTokens(scope, bindOptions, { ...options, issuer, audience, acceptedToken, jwksUri: `${issuer}/.well-known/jwks.json` });
}

/** Throws for a client that this app creates in another user pool: its tokens have another issuer. */
function checkClientsPool(scope: Construct, userPool: cognito.IUserPool, clients: cognito.IUserPoolClient[]): void {
  const poolId: unknown = Stack.of(scope).resolve(userPool.userPoolId);
  for (const client of clients) {
    const resource = client.node.defaultChild;
    if (!(resource instanceof cognito.CfnUserPoolClient) || Stack.of(resource) !== Stack.of(scope)) continue;
    if (JSON.stringify(Stack.of(scope).resolve(resource.userPoolId)) === JSON.stringify(poolId)) continue;
    throw invalidProp(scope, 'access.userPoolClients', { must: 'hold app clients of the user pool in userPools', got: client });
  }
}
