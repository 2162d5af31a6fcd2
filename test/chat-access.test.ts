import { App, Aws, Duration, Environment, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { ACCOUNT, chatInStack, INSTANCE_ID, only, REGION, templateOf } from './fixtures';
import {
  AnonymousAccessOptions, AuthorizerAccessOptions, ChatAccess, ChatAccessBindOptions, ChatAccessConfig, ChatSessionStore, CognitoAccessOptions,
  JwtAccessOptions, PersistentChatProps, ReturningCustomerOptions, SignedInCustomerOptions, VisitorLimit,
} from '../src';

const ISSUER = 'https://login.example.com/';

function synthesized(access: (stack: Stack) => ChatAccess, props: Partial<PersistentChatProps> = {}) {
  const stack = new Stack(new App(), 'Stack');
  const { chat } = chatInStack({ access: access(stack), ...props }, stack);
  const template = Template.fromStack(stack);
  const [method] = Object.values(template.findResources('AWS::ApiGateway::Method', { Properties: { HttpMethod: 'POST' } }));
  const startChat = template.findResources('AWS::Lambda::Function')[stack.getLogicalId(chat.startChatFunction.node.defaultChild as never)];
  return { template, method: method.Properties, environment: startChat.Properties.Environment.Variables as Record<string, unknown> };
}

function warnings(access: (stack: Stack) => ChatAccess): string[] {
  const stack = new Stack(new App(), 'Stack');
  chatInStack({ access: access(stack) }, stack);
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
}

const userPools = (stack: Stack) => [new cognito.UserPool(stack, 'Pool')];

test.each([[undefined, undefined], [{ shareIdempotencyKeys: true }, 'true']])('iam with options %j has SHARE_IDEMPOTENCY_KEYS %s', (options, value) => {
  expect(synthesized(() => ChatAccess.iam(options)).environment.SHARE_IDEMPOTENCY_KEYS).toBe(value);
});
const jwt = (options: Partial<JwtAccessOptions> = {}) => () => ChatAccess.jwt({ issuer: ISSUER, audience: ['chat'], ...options });

function ownAuthorizer(stack: Stack, identitySources = [apigateway.IdentitySource.header('X-Session')]) {
  const code = lambda.Code.fromInline('exports.handler = async () => ({})');
  const handler = new lambda.Function(stack, 'Own', { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code });
  return new apigateway.RequestAuthorizer(stack, 'OwnAuthorizer', { handler, identitySources });
}

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

describe.each<[string, (visitorLimit: VisitorLimit) => ChatAccess]>([
  ['visitors', (visitorLimit) => ChatAccess.anonymous({ visitorLimit })],
  ['signed-in customers', (visitorLimit) => jwt({ visitorLimit })()],
])('a limit of %s', (_, access) => {
  const CLOUDFRONT = 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/own/1';

  test.each<[string, VisitorLimit, string]>([
    ['that was not called', VisitorLimit.perSourceIp as never, 'access.visitorLimit must be a VisitorLimit; got a function. Call the function, as in VisitorLimit.perSourceIp().'],
    ['by a web ACL of CloudFront', VisitorLimit.webAcl(CLOUDFRONT), `VisitorLimit.webAcl must be given the ARN of a web ACL with the scope REGIONAL in the stack's Region, like 'arn:aws:wafv2:us-west-2:111122223333:regional/webacl/NAME/ID'; got "${CLOUDFRONT}".`],
    ['by a web ACL of another Region', VisitorLimit.webAcl(CLOUDFRONT.replace('global', 'regional')), 'VisitorLimit.webAcl must be given the ARN'],
    ['by a web ACL\'s name', VisitorLimit.webAcl('own'), 'VisitorLimit.webAcl must be given the ARN'],
  ])('%s fails at synth', (__, limit, message) => {
    const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
    expect(() => chatInStack({ access: access(limit) }, stack)).toThrow(message);
  });
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
    [{ email: 'Email', mail: 'Email' }, [], 'access.attributeClaims must set each attribute from one claim only; got {"email":"Email","mail":"Email"}.'],
  ])('claims that could not be trusted fail at synth: %j', (attributeClaims, allowedAttributes, message) => {
    expect(() => synthesized(access({ attributeClaims }), { allowedAttributes })).toThrow(message);
  });
});

describe('anonymous visitors', () => {
  const anonymous = (options?: AnonymousAccessOptions) => synthesized(() => ChatAccess.anonymous(options));

  test('come with a warning', () => {
    expect(warnings(() => ChatAccess.anonymous())).toEqual([expect.stringContaining('Anybody who knows the URL can start chats.')]);
  });

  test.each<[string, AnonymousAccessOptions, number]>([
    ['100 requests in five minutes by default', {}, 100],
    ['the number in VisitorLimit.perSourceIp', { visitorLimit: VisitorLimit.perSourceIp(10) }, 10],
  ])('are limited for each IP address to %s', (_, options, limit) => {
    const { template } = anonymous(options);
    const [[webAclId, { Properties: { Rules, Scope } }]] = Object.entries(template.findResources('AWS::WAFv2::WebACL'));
    expect(Rules).toEqual([expect.objectContaining({
      Action: { Block: {} }, Statement: { RateBasedStatement: { AggregateKeyType: 'IP', EvaluationWindowSec: 300, Limit: limit } },
    })]);
    expect(Scope).toBe('REGIONAL');
    const [stageId] = Object.keys(template.findResources('AWS::ApiGateway::Stage'));
    template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', {
      WebACLArn: { 'Fn::GetAtt': [webAclId, 'Arn'] },
      ResourceArn: { 'Fn::Join': ['', Match.arrayWith([{ Ref: stageId }])] },
    });
  });

  test('get an error that their page can read when the web ACL blocks them', () => {
    const { template } = synthesized(() => ChatAccess.anonymous(), { allowedOrigins: ['https://www.example.com'] });
    const [{ Properties }] = Object.values(template.findResources('AWS::ApiGateway::GatewayResponse', { Properties: { ResponseType: 'WAF_FILTERED' } }));
    const message = 'The request was blocked. Too many may have come from this address: try again in a few minutes.';
    expect(JSON.parse(Properties.ResponseTemplates['application/json']))
      .toEqual({ data: { Error: { code: 'RequestBlocked', message } }, message, requestId: '$context.requestId' });
    expect(Properties.ResponseParameters).toMatchObject({ 'gatewayresponse.header.Access-Control-Allow-Origin': "'https://www.example.com'" });
  });

  test('are counted separately for each chat', () => {
    const metricNames = ['One', 'Two'].flatMap((id) => {
      const { VisibilityConfig, Rules } = only(templateOf({ access: ChatAccess.anonymous() }, new Stack(new App(), id)), 'AWS::WAFv2::WebACL');
      return [VisibilityConfig.MetricName, Rules[0].VisibilityConfig.MetricName];
    });
    expect(new Set(metricNames).size).toBe(4);
  });

  test('may have a web ACL of the user\'s own, or none', () => {
    const webAclArn = 'arn:aws:wafv2:us-west-2:111122223333:regional/webacl/own/1';
    const own = anonymous({ visitorLimit: VisitorLimit.webAcl(webAclArn) }).template;
    own.hasResourceProperties('AWS::WAFv2::WebACLAssociation', { WebACLArn: webAclArn });
    own.resourceCountIs('AWS::WAFv2::WebACL', 0);
    anonymous({ visitorLimit: VisitorLimit.none() }).template.resourceCountIs('AWS::WAFv2::WebACLAssociation', 0);
  });

  test.each<[string, AnonymousAccessOptions, string]>([
    ['9 requests', { visitorLimit: VisitorLimit.perSourceIp(9) }, 'VisitorLimit.perSourceIp must be given a whole number, at least 10 (the minimum of AWS WAF), known at synthesis; got 9.'],
    ['10.5 requests', { visitorLimit: VisitorLimit.perSourceIp(10.5) }, 'VisitorLimit.perSourceIp must be given a whole number, at least 10 (the minimum of AWS WAF), known at synthesis; got 10.5.'],
  ])('with a limit of %s fail at synth', (_, options, message) => {
    expect(() => anonymous(options)).toThrow(message);
  });
});

describe.each<[string, (options?: ReturningCustomerOptions) => (stack: Stack) => ChatAccess]>([
  ['a user pool', (options) => (stack) => ChatAccess.cognito(userPools(stack), options)],
  ['a token issuer', jwt],
  ['the user\'s own authorizer', (options) => (stack) => ChatAccess.authorizer(ownAuthorizer(stack), options)],
  ['an anonymous API', (options) => () => ChatAccess.anonymous(options)],
])('customers of %s', (_, access) => {
  test('come back with handles of 30 days by default, whose key only the function may use', () => {
    const { template, environment } = synthesized(access());
    const [keyId] = Object.keys(template.findResources('AWS::KMS::Key', { Properties: { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' } }));
    expect(environment).toMatchObject({
      RESUME_HANDLE_KEY_ARN: { 'Fn::GetAtt': [keyId, 'Arn'] },
      RESUME_HANDLE_LIFETIME_SECONDS: `${Duration.days(30).toSeconds()}`,
      RESUME_HANDLE_GENERATION: '1',
    });
    expect(environment).not.toHaveProperty('ACCEPT_SOURCE_CONTACT_ID');
    template.hasResourceProperties('AWS::IAM::Role', {
      Policies: [{
        PolicyDocument: {
          Statement: Match.arrayWith([{
            Sid: 'DeriveResumeHandleKeys',
            Effect: 'Allow',
            Action: 'kms:GenerateMac',
            Resource: { 'Fn::GetAtt': [keyId, 'Arn'] },
            Condition: { StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } },
          }]),
        },
      }],
    });
  });

  test('have handles with the lifetime and the generation that the options set', () => {
    const { environment } = synthesized(access({ resumeHandleLifetime: Duration.hours(1), resumeHandleGeneration: 2 }));
    expect(environment).toMatchObject({ RESUME_HANDLE_LIFETIME_SECONDS: '3600', RESUME_HANDLE_GENERATION: '2' });
  });

  test('come back with plain contact ids when acceptSourceContactId is set, with a warning', () => {
    expect(synthesized(access({ acceptSourceContactId: true })).environment.ACCEPT_SOURCE_CONTACT_ID).toBe('true');
    const warning = expect.stringContaining('Anyone who learns the contact id of a past chat can read that conversation');
    expect(warnings(access({ acceptSourceContactId: true }))).toContainEqual(warning);
    expect(warnings(access())).not.toContainEqual(warning);
  });

  test.each<[string, ReturningCustomerOptions, string]>([
    ['a lifetime of 0', { resumeHandleLifetime: Duration.seconds(0) }, 'access.resumeHandleLifetime must be at least 1 second, known at synthesis; got Duration.seconds(0).'],
    ['a lifetime that is a token', { resumeHandleLifetime: Duration.seconds(Lazy.number({ produce: () => 60 })) }, 'access.resumeHandleLifetime must be at least 1 second, known at synthesis; got a token.'],
    ['generation 1.5', { resumeHandleGeneration: 1.5 }, 'access.resumeHandleGeneration must be a whole number, at least 1, known at synthesis; got 1.5.'],
    ['generation 0', { resumeHandleGeneration: 0 }, 'access.resumeHandleGeneration must be a whole number, at least 1, known at synthesis; got 0.'],
    ['a generation that is a token', { resumeHandleGeneration: Lazy.number({ produce: () => 2 }) }, 'access.resumeHandleGeneration must be a whole number, at least 1, known at synthesis; got a token.'],
  ])('cannot come back with handles of %s: it fails at synth', (_handles, options, message) => {
    expect(() => synthesized(access(options))).toThrow(message);
  });
});

describe('a session store', () => {
  function warningsWithStore(options: ReturningCustomerOptions) {
    const stack = new Stack(new App(), 'Stack');
    const sessionStore = new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ID });
    chatInStack({ access: jwt(options)(), sessionStore }, stack);
    Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 0);
    return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
  }

  test('needs no handles, and no key for them', () => {
    expect(warningsWithStore({})).toEqual([]);
  });

  test.each<[string, ReturningCustomerOptions]>([
    ['acceptSourceContactId', { acceptSourceContactId: true }],
    ['resumeHandleLifetime', { resumeHandleLifetime: Duration.days(7) }],
    ['resumeHandleGeneration', { resumeHandleGeneration: 2 }],
    ['acceptSourceContactId, resumeHandleGeneration', { acceptSourceContactId: false, resumeHandleGeneration: 1 }],
  ])('leaves these options without effect, and says so: %s', (given, options) => {
    expect(warningsWithStore(options)).toEqual([expect.stringContaining(`These options of access have no effect together with sessionStore: ${given}. With a store`)]);
  });
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
