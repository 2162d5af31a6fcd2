import { App, Aws, Environment, Fn, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { ACCOUNT, only, templateOf } from './fixtures';
import { AuthorizerAccessOptions, ChatAccess, ChatAccessBindOptions, ChatAccessConfig, CognitoAccessOptions, JwtAccessOptions, PersistentChatProps, SignedInCustomerOptions, VisitorLimit } from '../src';

import { ISSUER, jwt, ownAuthorizer, synthesized, userPools } from './chat-access-fixture';

test.each([[undefined, undefined], [{ shareIdempotencyKeys: true }, 'true']])('iam with options %j has SHARE_IDEMPOTENCY_KEYS %s', (options, value) => {
  expect(synthesized(() => ChatAccess.iam(options)).environment.SHARE_IDEMPOTENCY_KEYS).toBe(value);
});

describe('a user pool', () => {
  const { template, method, environment } = synthesized((stack) => ChatAccess.cognito(userPools(stack)));

  test('is asked by API Gateway, at each request', () => {
    const [[authorizerId, { Properties }]] = Object.entries(template.findResources('AWS::ApiGateway::Authorizer'));
    const [poolId] = Object.keys(template.findResources('AWS::Cognito::UserPool'));
    expect(method).toMatchObject({ AuthorizationType: 'COGNITO_USER_POOLS', AuthorizerId: { Ref: authorizerId } });
    expect(Properties).toMatchObject({ Type: 'COGNITO_USER_POOLS', AuthorizerResultTtlInSeconds: 0, ProviderARNs: [{ 'Fn::GetAtt': [poolId, 'Arn'] }] });
  });

  test('tells the function who the customer is, and the function tells Connect', () => {
    expect(environment).toMatchObject({ CALLER_IDENTITY: 'COGNITO', IDENTIFY_CUSTOMER: 'true' });
  });

  test('has a function that checks the app client, when userPoolClients is set', () => {
    const { template: restricted, method: startChat, environment: { CALLER_IDENTITY, IDENTIFY_CUSTOMER } } = synthesized((stack) => {
      const [pool] = userPools(stack);
      return ChatAccess.cognito([pool], { userPoolClients: [pool.addClient('Website')] });
    });
    const [poolId] = Object.keys(restricted.findResources('AWS::Cognito::UserPool'));
    const [clientId] = Object.keys(restricted.findResources('AWS::Cognito::UserPoolClient'));
    const issuer = ['https://', { 'Fn::GetAtt': [poolId, 'ProviderName'] }];
    restricted.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          JWT_ISSUER: { 'Fn::Join': ['', issuer] },
          JWT_AUDIENCES: { 'Fn::Join': ['', ['["', { Ref: clientId }, '"]']] },
          JWKS_URI: { 'Fn::Join': ['', [...issuer, '/.well-known/jwks.json']] },
        },
      },
    });
    expect({ ...startChat, CALLER_IDENTITY, IDENTIFY_CUSTOMER }).toMatchObject({ AuthorizationType: 'CUSTOM', CALLER_IDENTITY: 'JWT', IDENTIFY_CUSTOMER: 'true' });
  });

  test.each<[string, (stack: Stack) => ChatAccess, string]>([
    ['several user pools', (stack) => {
      const pool = new cognito.UserPool(stack, 'Other');
      return ChatAccess.cognito([pool, ...userPools(stack)], { userPoolClients: [pool.addClient('Website')] });
    }, 'access.userPools must hold exactly one user pool when userPoolClients is set; got ["Stack/Other","Stack/Pool"].'],
    ['no app client', (stack) => ChatAccess.cognito(userPools(stack), { userPoolClients: [] }), 'access.userPoolClients must hold at least one app client; got []. Leave it out'],
  ])('with %s fails at synth when userPoolClients is set', (_, access, message) => {
    expect(() => synthesized(access)).toThrow(message);
  });

  describe.each<[string, Environment | undefined]>([
    ['in another Region', { account: ACCOUNT, region: 'eu-central-1' }], ['whose Region is known at deployment only', undefined],
  ])('of us-east-1, imported by its id into a stack %s,', (_, env) => {
    const access = (options: (stack: Stack) => CognitoAccessOptions = () => ({})) => {
      const stack = new Stack(new App(), 'Stack', { env });
      return templateOf({ access: ChatAccess.cognito([cognito.UserPool.fromUserPoolId(stack, 'Customers', 'us-east-1_AbCdEf123')], options(stack)) }, stack);
    };

    test('is asked in us-east-1', () => {
      const [{ 'Fn::Join': [, parts] }] = only(access(), 'AWS::ApiGateway::Authorizer').ProviderARNs;
      const arn = (parts as (string | { Ref: string })[]).map((part) => typeof part === 'string' ? part : `{${part.Ref}}`).join('');
      expect(arn).toBe(`arn:{AWS::Partition}:cognito-idp:us-east-1:${env ? ACCOUNT : '{AWS::AccountId}'}:userpool/us-east-1_AbCdEf123`);
    });

    test('is the issuer in us-east-1', () => {
      const withClient = access((stack) => ({ userPoolClients: [cognito.UserPoolClient.fromUserPoolClientId(stack, 'Website', 'website')] }));
      const issuer = ['https://cognito-idp.us-east-1.', { Ref: 'AWS::URLSuffix' }];
      withClient.hasResourceProperties('AWS::Lambda::Function', {
        Environment: {
          Variables: {
            JWT_ISSUER: { 'Fn::Join': ['', [...issuer, '/us-east-1_AbCdEf123']] },
            JWKS_URI: { 'Fn::Join': ['', [...issuer, '/us-east-1_AbCdEf123/.well-known/jwks.json']] },
          },
        },
      });
    });
  });

  test('imported by an id without a Region fails at synth', () => {
    expect(() => synthesized((stack) => ChatAccess.cognito([cognito.UserPool.fromUserPoolId(stack, 'Customers', 'customers')]))).toThrow(
      "access.userPools must have ids that begin with their Region, like 'us-east-1_AbCdEf123'; got \"customers\". `aws cognito-idp list-user-pools` shows them.",
    );
  });

  test.each<[string, (stack: Stack) => ChatAccess, string]>([
    ['one user pool instead of a list', (stack) => ChatAccess.cognito(userPools(stack)[0] as never), 'access.userPools must be a list of user pools; got "Stack/Pool". Put it into brackets.'],
    ['a user pool by its id', () => ChatAccess.cognito(['us-east-1_AbCdEf123' as never]), 'access.userPools must be a list of user pools; got ["us-east-1_AbCdEf123"].'],
    ['one app client instead of a list', (stack) => {
      const [pool] = userPools(stack);
      return ChatAccess.cognito([pool], { userPoolClients: pool.addClient('Website') as never });
    }, 'access.userPoolClients must be a list of app clients; got "Stack/Pool/Website". Put it into brackets.'],
    ['an app client of another user pool', (stack) => (
      ChatAccess.cognito(userPools(stack), { userPoolClients: [new cognito.UserPool(stack, 'Other').addClient('Website')] })
    ), 'access.userPoolClients must hold app clients of the user pool in userPools; got "Stack/Other/Website".'],
  ])('given as %s fails at synth', (_, access, message) => {
    expect(() => synthesized(access)).toThrow(message);
  });

  test('is required', () => {
    expect(() => synthesized(() => ChatAccess.cognito([]))).toThrow('access.userPools must hold at least one user pool; got [].');
  });
});

describe('a token issuer', () => {
  const { template, method, environment } = synthesized(jwt({ attributeClaims: { email: 'Email' } }));

  test('has a function that checks its tokens at each request', () => {
    const [[authorizerId, { Properties }]] = Object.entries(template.findResources('AWS::ApiGateway::Authorizer'));
    expect(method).toMatchObject({ AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: authorizerId } });
    expect(Properties).toMatchObject({ Type: 'TOKEN', AuthorizerResultTtlInSeconds: 0, IdentitySource: 'method.request.header.Authorization' });
  });

  test('is passed to that function, with the audience and the claims that set attributes', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { JWT_ISSUER: ISSUER, JWT_AUDIENCES: '["chat"]', JWT_CLAIMS: '["email"]', JWKS_URI: Match.absent() } },
    });
    expect(environment).toMatchObject({ CALLER_IDENTITY: 'JWT', IDENTIFY_CUSTOMER: 'true', ATTRIBUTE_CLAIMS: '{"email":"Email"}' });
  });

  test('has a function that may write its own log and nothing else', () => {
    const [[logGroup]] = Object.entries(template.findResources('AWS::Logs::LogGroup')).filter(([id]) => id.includes('Authorizer'));
    const roles = Object.entries(template.findResources('AWS::IAM::Role')).filter(([id]) => id.includes('Authorizer'));
    expect(roles.map(([, { Properties }]) => [
      Properties.Policies.flatMap((policy: { PolicyDocument: { Statement: unknown[] } }) => policy.PolicyDocument.Statement),
      Properties.ManagedPolicyArns,
    ])).toEqual([[
      [{ Sid: 'WriteOwnLog', Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [logGroup, 'Arn'] } }],
      undefined,
    ]]);
  });

  test.each<[string, Partial<JwtAccessOptions>, string]>([
    ['without https', { issuer: 'http://login.example.com' }, 'access.issuer must be a URL that starts with \'https://\'; got "http://login.example.com".'],
    ['with keys fetched without https', { jwksUri: 'http://login.example.com/keys' }, 'access.jwksUri must be a URL that starts with \'https://\'; got "http://login.example.com/keys".'],
    ['that is the URL of its discovery document', { issuer: 'https://login.example.com/.well-known/openid-configuration' }, 'access.issuer must be what the tokens\' iss claim says; got "https://login.example.com/.well-known/openid-configuration". Write the value of \'issuer\''],
    ['with its discovery document in place of its keys', { jwksUri: 'https://login.example.com/.well-known/openid-configuration' }, 'access.jwksUri must be the URL of the issuer\'s keys; got'],
    ['with one audience instead of a list', { audience: 'chat' as never }, 'access.audience must be a list whose length is known at synthesis; got "chat".'],
    ['with a list of audiences known at deployment only', { audience: Fn.split(',', Aws.STACK_NAME) }, 'access.audience must be a list whose length is known at synthesis; got a token. Its items may be tokens.'],
    ['without an audience', { audience: [] }, 'access.audience must hold at least one audience and no empty one; got [].'],
    ['with an empty audience', { audience: ['chat', ''] }, 'access.audience must hold at least one audience and no empty one; got ["chat",""].'],
  ])('%s fails at synth', (_, options, message) => {
    expect(() => synthesized(jwt(options))).toThrow(message);
  });
});

describe('the user\'s own authorizer', () => {
  test('is used unchanged, and by default Connect is not told who the customer is', () => {
    const { template, method, environment } = synthesized((stack) => ChatAccess.authorizer(ownAuthorizer(stack), { subjectKey: 'customer', issuerKey: 'tenant' }));
    const [authorizerId] = Object.keys(template.findResources('AWS::ApiGateway::Authorizer'));
    expect(method).toMatchObject({ AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: authorizerId } });
    expect(environment).toMatchObject({ CALLER_IDENTITY: 'AUTHORIZER', SUBJECT_KEY: 'customer', ISSUER_KEY: 'tenant' });
    expect(environment).not.toHaveProperty('IDENTIFY_CUSTOMER');
  });

  test('for user pools is refused, because its context has another form', () => {
    const access = (stack: Stack) => ChatAccess.authorizer(new apigateway.CognitoUserPoolsAuthorizer(stack, 'Wrong', { cognitoUserPools: userPools(stack) }));
    expect(() => synthesized(access)).toThrow('access.authorizer must be a Lambda authorizer; got "COGNITO_USER_POOLS". For user pools, use ChatAccess.cognito().');
  });
});

test.each<[string, AuthorizerAccessOptions, string]>([
  ['subject', { subjectKey: '' }, 'access.subjectKey must be a key of the authorizer\'s context; got "".'],
  ['issuer', { issuerKey: '' }, 'access.issuerKey must be a key of the authorizer\'s context; got "".'],
])('an own authorizer with no key for the %s fails at synth', (_, options, message) => {
  expect(() => synthesized((stack) => ChatAccess.authorizer(ownAuthorizer(stack), options))).toThrow(message);
});

describe('an own authorizer that reads a cookie', () => {
  const reading = (...identitySources: string[]) => (stack: Stack) => ChatAccess.authorizer(ownAuthorizer(stack, identitySources));
  const origins = { allowedOrigins: ['https://www.example.com'] };

  test.each(['cookie', 'Cookie'])('fails at synth when pages of listed origins could not read the answer: %s', (cookie) => {
    expect(() => synthesized(reading('method.request.header.X-Shop', `method.request.header.${cookie}`), origins)).toThrow(
      "allowCredentials must be set when the authorizer's identity source is the header Cookie and allowedOrigins holds origins; got undefined. ",
    );
  });

  test.each<[string, Partial<PersistentChatProps>]>([
    ['true', { ...origins, allowCredentials: true }], ['false', { ...origins, allowCredentials: false }], ['nothing, without pages', {}],
  ])('synthesizes with %s', (_, props) => {
    expect(() => synthesized(reading('method.request.header.Cookie'), props)).not.toThrow();
  });
});

test('a function in place of its authorizer fails at synth', () => {
  const access = (stack: Stack) => ChatAccess.authorizer((ownAuthorizer(stack).node.scope as Stack).node.findChild('Own') as never);
  expect(() => synthesized(access)).toThrow('access.authorizer must be a Lambda authorizer; got "Stack/Own". Make one of your function');
});

describe.each<[string, (options: SignedInCustomerOptions) => (stack: Stack) => ChatAccess]>([
  ['cognito', (options) => (stack) => ChatAccess.cognito(userPools(stack), options)],
  ['jwt', jwt],
  ['authorizer', (options) => (stack) => ChatAccess.authorizer(ownAuthorizer(stack), options)],
])('with %s', (_, access) => {
  test('visitors are limited by IP address when visitorLimit is set', () => {
    synthesized(access({})).template.resourceCountIs('AWS::WAFv2::WebACL', 0);
    const { template } = synthesized(access({ visitorLimit: VisitorLimit.perSourceIp() }));
    const [webAclId] = Object.keys(template.findResources('AWS::WAFv2::WebACL'));
    template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', { WebACLArn: { 'Fn::GetAtt': [webAclId, 'Arn'] } });
  });

  test('identifyCustomer decides whether Connect is told who the customer is', () => {
    expect(synthesized(access({ identifyCustomer: false })).environment).not.toHaveProperty('IDENTIFY_CUSTOMER');
    expect(synthesized(access({ identifyCustomer: true })).environment.IDENTIFY_CUSTOMER).toBe('true');
  });

  test.each([
    [{ tier: 'custom:tier' }, [], 'hyphens and underscores only, which is a rule of Amazon Connect; got {"tier":"custom:tier"}.'],
    [{ name: 'customerName' }, [], 'access.attributeClaims must not set \'customerName\', which is always the display name; got {"name":"customerName"}.'],
    [{ mail: 'Email' }, ['Email'], 'access.attributeClaims must not set an attribute that is in allowedAttributes, too; got {"mail":"Email"}.'],
    [{ mail: 'connect_mail' }, [], 'access.attributeClaims must not set an attribute that begins with one of allowedAttributePrefixes; got {"mail":"connect_mail"}.'],
    [{ email: 'Email', mail: 'Email' }, [], 'access.attributeClaims must set each attribute from one claim only; got {"email":"Email","mail":"Email"}.'],
  ])('claims that could not be trusted fail at synth: %j', (attributeClaims, allowedAttributes, message) => {
    expect(() => synthesized(access({ attributeClaims }), { allowedAttributes, allowedAttributePrefixes: ['connect_'] })).toThrow(message);
  });
});

test('a name of no claim fails at synth', () => {
  expect(() => synthesized(jwt({ displayNameClaim: '' }))).toThrow('access.displayNameClaim must be the name of a claim; got "". Leave it out to let callers choose their names.');
});

test('the user\'s own ChatAccess can extend one of these', () => {
  class PartnerAccess extends ChatAccess {
    public bind(scope: Construct, { allowedAttributes, logRetention }: ChatAccessBindOptions): ChatAccessConfig {
      const config = jwt()().bind(scope, { allowedAttributes, logRetention });
      return { ...config, functionEnvironment: { ...config.functionEnvironment, PARTNER: 'yes' } };
    }
  }
  const { environment } = synthesized(() => new PartnerAccess());
  expect(environment).toMatchObject({ CALLER_IDENTITY: 'JWT', PARTNER: 'yes', RESUME_HANDLE_GENERATION: '1' });
});
