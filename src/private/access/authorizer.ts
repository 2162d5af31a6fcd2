import { Validations, aws_apigateway as apigateway } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { configureSignedInCustomers } from './signed-in';
import { ChatAccessBindOptions, ChatAccessConfig } from '../../chat-access-config';
import { DEFAULT_SUBJECT_KEY } from '../../shared/authorizer-context';
import { ACCESS_ENVIRONMENT, START_CHAT_ENVIRONMENT } from '../../shared/environment';
import { AuthorizerAccessOptions } from '../../signed-in-customers';
import { listAuthorizerResources } from '../props/identity-headers';
import { invalidProp } from '../props/invalid-prop';

export function bindAuthorizerAccess(
  scope: Construct, bindOptions: ChatAccessBindOptions, authorizer: apigateway.IAuthorizer, options: AuthorizerAccessOptions,
): ChatAccessConfig {
  const { authorizationType = apigateway.AuthorizationType.CUSTOM } = authorizer;
  if (authorizationType !== apigateway.AuthorizationType.CUSTOM) {
    throw invalidProp(scope, 'access.authorizer', {
      must: 'be a Lambda authorizer', got: authorizationType, remedy: 'For user pools, use ChatAccess.cognito().',
    });
  }
  if (authorizer.authorizerId === undefined) {
    throw invalidProp(scope, 'access.authorizer', {
      must: 'be a Lambda authorizer', got: authorizer, remedy: 'Make one of your function, by new RequestAuthorizer() or new TokenAuthorizer().',
    });
  }
  if (bindOptions.hasSessionStore) warnOfCaching(scope, authorizer);
  const { subjectKey = DEFAULT_SUBJECT_KEY, issuerKey } = options;
  for (const [option, key] of Object.entries({ subjectKey, issuerKey })) {
    if (key === '') throw invalidProp(scope, `access.${option}`, { must: "be a key of the authorizer's context", got: key });
  }
  const signedIn = configureSignedInCustomers(scope, bindOptions, options);
  return {
    ...signedIn,
    // With `issuerKey` Connect is told a hash of issuer and subject.
    ...(options.identifyCustomer && issuerKey === undefined && { customerIdIssuer: scope.node.addr }),
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

/** API Gateway uses a kept answer for all methods of the API. */
function warnOfCaching(scope: Construct, authorizer: apigateway.IAuthorizer): void {
  const caches = listAuthorizerResources(authorizer).some(({ authorizerResultTtlInSeconds }) => authorizerResultTtlInSeconds !== 0);
  if (!caches) return;
  Validations.of(scope).addWarning(
    'cdk-connect-persistent-chat:authorizerCaches',
    'The authorizer of access caches its answers. With a session store, the API has two methods, to start chats and to resume them. If the policy in an '
    + 'answer names only the method that was called, such as methodArn, the same customer is refused at the other one until the answer expires. '
    + 'Let the policy allow both methods and acknowledge this warning, or set resultsCacheTtl to 0.',
  );
}
