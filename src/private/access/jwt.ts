import { Duration, Token, aws_apigateway as apigateway, aws_lambda as lambda, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { signedInCustomers } from './signed-in';
import type { ChatAccessBindOptions, ChatAccessConfig } from '../../chat-access';
import type { JwtAccessOptions } from '../../signed-in-customers';
import { AuthorizeJwtFunction } from '../authorize-jwt-function';
import { AUTHORIZE_JWT_ENVIRONMENT, START_CHAT_ENVIRONMENT } from '../../shared/environment';
import { checkedEnvironment } from '../function-environment';
import { functionRole } from '../function-role';
import { invalidProp } from '../prop-checks';

/** A request may wait for two attempts to fetch the issuer's keys, of 4 s each at most; the rest is for a cold start. */
const FUNCTION_TIMEOUT = Duration.seconds(10);

/** What is asked of a token beside what users of the library can ask for. */
interface TokenOptions extends JwtAccessOptions {
  /** @default - its `token_use` claim is not looked at */
  readonly tokenUse?: string;
}

export function jwtAccess(scope: Construct, bindOptions: ChatAccessBindOptions, options: TokenOptions): ChatAccessConfig {
  checkHttps(scope, 'access.issuer', options.issuer);
  if (options.jwksUri !== undefined) checkHttps(scope, 'access.jwksUri', options.jwksUri);
  if (options.audience.length === 0 || options.audience.includes('')) {
    throw invalidProp(scope, 'access.audience', options.audience, 'at least one audience, and none that is empty: tokens for any other application would be accepted');
  }
  const signedIn = signedInCustomers(scope, bindOptions, { identifyCustomer: true, ...options });
  const authorizerFunction = authorizeJwtFunction(scope, bindOptions, options);
  return {
    ...signedIn,
    authorizationType: apigateway.AuthorizationType.CUSTOM,
    authorizerFunction,
    authorizer: new apigateway.TokenAuthorizer(scope, 'Authorizer', {
      handler: authorizerFunction,
      resultsCacheTtl: Duration.seconds(0),
      // Anything else is refused before the function is called. Clients of a user pool often send the token alone.
      validationRegex: '^([Bb]earer )?[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$',
    }),
    functionEnvironment: { [START_CHAT_ENVIRONMENT.callerIdentity]: 'JWT', ...signedIn.functionEnvironment },
  };
}

function authorizeJwtFunction(scope: Construct, { logRetention }: ChatAccessBindOptions, options: TokenOptions): lambda.Function {
  const { issuer, audience, jwksUri, tokenUse, attributeClaims = {} } = options;
  const logGroup = new logs.LogGroup(scope, 'AuthorizerLogs', { retention: logRetention });
  return new AuthorizeJwtFunction(scope, 'AuthorizerFunction', {
    description: 'Checks the tokens of customers who start Amazon Connect chats',
    role: functionRole(scope, 'AuthorizerRole', { description: 'Checks tokens', logGroup, policyName: 'AuthorizeJwt' }),
    logGroup,
    architecture: lambda.Architecture.ARM_64,
    memorySize: 256,
    timeout: FUNCTION_TIMEOUT,
    environment: checkedEnvironment(scope, {
      [AUTHORIZE_JWT_ENVIRONMENT.issuer]: issuer,
      [AUTHORIZE_JWT_ENVIRONMENT.audiences]: JSON.stringify(audience),
      [AUTHORIZE_JWT_ENVIRONMENT.claims]: JSON.stringify(Object.keys(attributeClaims)),
      ...(jwksUri !== undefined && { [AUTHORIZE_JWT_ENVIRONMENT.jwksUri]: jwksUri }),
      ...(tokenUse !== undefined && { [AUTHORIZE_JWT_ENVIRONMENT.tokenUse]: tokenUse }),
    }, 'audience or attributeClaims of access'),
  });
}

function checkHttps(scope: Construct, prop: string, url: string): void {
  if (!Token.isUnresolved(url) && !/^https:\/\/[^\s/?#]+/.test(url)) throw invalidProp(scope, prop, url, "a URL that starts with 'https://'");
}
