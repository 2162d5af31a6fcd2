import { Aws, Duration, Token, aws_apigateway as apigateway, aws_lambda as lambda } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { checkTokenOptions } from './check-token-options';
import { configureSignedInCustomers } from './signed-in';
import { ChatAccessBindOptions, ChatAccessConfig } from '../../chat-access-config';
import { AUTHORIZE_JWT_ENVIRONMENT, HASH_ENVIRONMENT, START_CHAT_ENVIRONMENT } from '../../shared/environment';
import { JwtAccessOptions } from '../../signed-in-customers';
import { AuthorizeJwtFunction } from '../functions/authorize-jwt-function';
import { checkEnvironmentSize } from '../functions/environment-size';
import { prepareSmallFunction } from '../functions/small-function';
import { traceFunction } from '../functions/tracing';
import { invalidProp } from '../props/invalid-prop';

/** The tokens that the function checks. */
interface CheckedTokens extends Omit<JwtAccessOptions, 'audience'> {
  /** @default - tokens of every app client of the user pool that is the issuer */
  readonly audience?: string[];
}

export function bindJwtAccess(scope: Construct, bindOptions: ChatAccessBindOptions, options: JwtAccessOptions): ChatAccessConfig {
  checkIssuer(scope, options);
  if (!Array.isArray(options.audience) || Token.isUnresolved(options.audience)) {
    throw invalidProp(scope, 'access.audience', { must: 'be a list whose length is known at synthesis', got: options.audience, remedy: 'Its items may be tokens.' });
  }
  if (options.audience.length === 0 || options.audience.includes('')) {
    throw invalidProp(scope, 'access.audience', {
      must: 'hold at least one audience and no empty one',
      got: options.audience,
      remedy: 'Without an audience, tokens for any other application would be accepted.',
    });
  }
  return bindCheckedTokens(scope, bindOptions, options);
}

/** Lets a function check the tokens. */
export function bindCheckedTokens(scope: Construct, bindOptions: ChatAccessBindOptions, options: CheckedTokens): ChatAccessConfig {
  checkTokenOptions(scope, options);
  const signedIn = configureSignedInCustomers(scope, bindOptions, { identifyCustomer: true, ...options });
  const authorizerFunction = createAuthorizerFunction(scope, bindOptions, options);
  return {
    ...signedIn,
    ...(options.identifyCustomer !== false && { customerIdIssuer: options.issuer }),
    authorizationType: apigateway.AuthorizationType.CUSTOM,
    authorizerFunction,
    authorizer: new apigateway.TokenAuthorizer(scope, 'Authorizer', {
      handler: authorizerFunction,
      resultsCacheTtl: Duration.seconds(0),
      // API Gateway refuses anything else before it calls the function. Clients of a user pool often send the token without `Bearer`.
      validationRegex: '^([Bb]earer )?[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$',
    }),
    functionEnvironment: { [START_CHAT_ENVIRONMENT.callerIdentity]: 'JWT', ...signedIn.functionEnvironment },
  };
}

function createAuthorizerFunction(scope: Construct, bindOptions: ChatAccessBindOptions, options: CheckedTokens): lambda.Function {
  const { issuer, audience, jwksUri, acceptedToken, requiredScopes, requiredClaims, customerIdClaim, displayNameClaim } = options;
  const attributeClaims = options.attributeClaims ?? {};
  const claims = new Set([...Object.keys(attributeClaims), ...displayNameClaim === undefined ? [] : [displayNameClaim]]);
  const environment = {
    [HASH_ENVIRONMENT.hashKey]: Aws.STACK_ID,
    [AUTHORIZE_JWT_ENVIRONMENT.issuer]: issuer,
    ...(audience && { [AUTHORIZE_JWT_ENVIRONMENT.audiences]: JSON.stringify(audience) }),
    [AUTHORIZE_JWT_ENVIRONMENT.claims]: JSON.stringify([...claims]),
    ...(jwksUri !== undefined && { [AUTHORIZE_JWT_ENVIRONMENT.jwksUri]: jwksUri }),
    ...(acceptedToken && { [AUTHORIZE_JWT_ENVIRONMENT.tokenUse]: acceptedToken.toLowerCase() }),
    ...(requiredScopes?.length && { [AUTHORIZE_JWT_ENVIRONMENT.requiredScopes]: JSON.stringify(requiredScopes) }),
    ...(requiredClaims?.length && { [AUTHORIZE_JWT_ENVIRONMENT.requiredClaims]: JSON.stringify(requiredClaims) }),
    ...(customerIdClaim !== undefined && { [AUTHORIZE_JWT_ENVIRONMENT.customerIdClaim]: customerIdClaim }),
  };
  checkEnvironmentSize(scope, environment, 'access.audience or access.attributeClaims');
  const authorizerFunction = new AuthorizeJwtFunction(scope, 'AuthorizerFunction', prepareSmallFunction(scope, 'Authorizer', {
    description: 'Checks the tokens of customers who start Amazon Connect chats',
    roleDescription: 'Checks tokens',
    policyName: 'AuthorizeJwt',
    environment,
    logRetention: bindOptions.logRetention,
    options: bindOptions,
  }));
  if (bindOptions.tracing) traceFunction(authorizerFunction);
  return authorizerFunction;
}

function checkIssuer(scope: Construct, { issuer, jwksUri }: JwtAccessOptions): void {
  checkHttps(scope, 'access.issuer', issuer);
  if (!Token.isUnresolved(issuer) && issuer.includes('/.well-known/')) {
    throw invalidProp(scope, 'access.issuer', {
      must: "be what the tokens' iss claim says", got: issuer, remedy: "Write the value of 'issuer' in the document that this URL has.",
    });
  }
  if (jwksUri === undefined) return;
  checkHttps(scope, 'access.jwksUri', jwksUri);
  if (!Token.isUnresolved(jwksUri) && jwksUri.endsWith('/.well-known/openid-configuration')) {
    throw invalidProp(scope, 'access.jwksUri', {
      must: "be the URL of the issuer's keys", got: jwksUri, remedy: "Leave it out, or write the value of 'jwks_uri' in the document that this URL has.",
    });
  }
}

function checkHttps(scope: Construct, prop: string, url: string): void {
  if (!Token.isUnresolved(url) && !/^https:\/\/[^\s/?#]+/.test(url)) throw invalidProp(scope, prop, { must: "be a URL that starts with 'https://'", got: url });
}
