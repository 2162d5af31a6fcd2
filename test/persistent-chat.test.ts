import { App, Aws, CfnParameter, Duration, Fn, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';
import { chatInStack, functionEnvironment, INSTANCE_ID, only, SECOND_CONTACT_FLOW_ID, templateOf } from './fixtures';
import { ChatAccess, ChatSessionStore, JwtAccessOptions, PersistentChatProps, RehydrationFailure, RehydrationType, ResponseMode, UnknownAttributes } from '../src';

describe('settings that reach the function', () => {
  test.each<[string, Partial<PersistentChatProps>, string, string | undefined]>([
    ['the whole past session by default', {}, 'DEFAULT_REHYDRATION_TYPE', 'ENTIRE_PAST_SESSION'],
    ['a rehydration type', { defaultRehydrationType: RehydrationType.FROM_SEGMENT }, 'DEFAULT_REHYDRATION_TYPE', 'FROM_SEGMENT'],
    ['a fresh chat after a failed rehydration by default', {}, 'REHYDRATION_FAILURE', 'START_NEW_CHAT'],
    ['an error after a failed rehydration', { rehydrationFailure: RehydrationFailure.RETURN_ERROR }, 'REHYDRATION_FAILURE', 'RETURN_ERROR'],
    ['no origin by default', {}, 'ALLOWED_ORIGINS', ''],
    ['origins', { allowedOrigins: ['https://a.example', 'https://b.example:8443'] }, 'ALLOWED_ORIGINS', 'https://a.example,https://b.example:8443'],
    ['no cookies by default', { allowedOrigins: ['https://a.example'] }, 'ALLOW_CREDENTIALS', undefined],
    ['cookies', { allowedOrigins: ['https://a.example'], allowCredentials: true }, 'ALLOW_CREDENTIALS', 'true'],
    ['no caller attribute by default', {}, 'ALLOWED_ATTRIBUTES', ''],
    ['attribute keys', { allowedAttributes: ['orderId', 'Email'] }, 'ALLOWED_ATTRIBUTES', 'orderId,Email'],
    ['no prefix by default', {}, 'ALLOWED_ATTRIBUTE_PREFIXES', undefined],
    ['prefixes', { allowedAttributePrefixes: ['connect_', 'form-'] }, 'ALLOWED_ATTRIBUTE_PREFIXES', 'connect_,form-'],
    ['refusal by default', { unknownAttributes: UnknownAttributes.REFUSE }, 'UNKNOWN_ATTRIBUTES', undefined],
    ['that unknown attributes are dropped', { unknownAttributes: UnknownAttributes.DROP }, 'UNKNOWN_ATTRIBUTES', 'DROP'],
    ['segment attributes', { segmentAttributes: { 'connect:Subtype': 'connect:Guide' } }, 'SEGMENT_ATTRIBUTES', '{"connect:Subtype":"connect:Guide"}'],
    ['no segment attributes by default', {}, 'SEGMENT_ATTRIBUTES', undefined],
    ['no response mode by default', {}, 'RESPONSE_MODE', undefined],
    ['a response mode', { responseMode: ResponseMode.INCREMENTAL }, 'RESPONSE_MODE', 'INCREMENTAL'],
    ['seven days by default', {}, 'MAX_CHAT_DURATION_MINUTES', `${Duration.days(7).toMinutes()}`],
    ['a maximum duration', { maxChatDuration: Duration.hours(2) }, 'MAX_CHAT_DURATION_MINUTES', `${Duration.hours(2).toMinutes()}`],
    ['nothing about customers who leave first by default', {}, 'DISCONNECT_AGENT_ON_CUSTOMER_EXIT', undefined],
    ['nothing about customers who leave first', { disconnectAgentOnCustomerExit: false }, 'DISCONNECT_AGENT_ON_CUSTOMER_EXIT', undefined],
    ['that customers who leave first disconnect the agent', { disconnectAgentOnCustomerExit: true }, 'DISCONNECT_AGENT_ON_CUSTOMER_EXIT', 'true'],
    ['no attachments by default', {}, 'ATTACHMENTS', 'false'],
    ['attachments', { attachments: true }, 'ATTACHMENTS', 'true'],
  ])('%s', (_, props, variable, value) => {
    expect(functionEnvironment(templateOf(props))[variable]).toBe(value);
  });
});

describe('the function', () => {
  test('runs the bundle on Node 24, arm64', () => {
    templateOf().hasResourceProperties('AWS::Lambda::Function', { Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
  });

  test('has time for the 12 s that an answer may take, and gives up before API Gateway does', () => {
    const template = templateOf();
    const integration = template.findResources('AWS::ApiGateway::Method', { Properties: { HttpMethod: 'POST' } });
    const [{ Properties: { Integration } }] = Object.values(integration);
    const { Timeout } = only(template, 'AWS::Lambda::Function');
    expect(Timeout).toBeGreaterThan(12);
    expect(Timeout * 1000).toBeLessThan(Integration.TimeoutInMillis);
  });

  test('may be invoked by the start-chat method alone', () => {
    templateOf().resourcePropertiesCountIs('AWS::Lambda::Permission', {
      Principal: 'apigateway.amazonaws.com',
      SourceArn: { 'Fn::Join': ['', Match.arrayWith(['/Prod/POST/'])] },
    }, 1);
  });
});

describe('the logs', () => {
  test.each([[undefined, 30], [logs.RetentionDays.ONE_YEAR, 365]])('with retention %s, both are kept %s days', (logRetention, days) => {
    templateOf({ logRetention }).resourcePropertiesCountIs('AWS::Logs::LogGroup', { RetentionInDays: days }, 2);
  });

  test('of API Gateway are JSON and hold no body, header or caller', () => {
    const { AccessLogSetting: { Format } } = only(templateOf(), 'AWS::ApiGateway::Stage');
    expect(Object.keys(JSON.parse(Format))).toEqual([
      'requestId', 'requestTime', 'sourceIp', 'httpMethod', 'status', 'errorType', 'integrationStatus', 'integrationLatency', 'responseLatency', 'responseLength',
    ]);
  });

  test('of API Gateway can be switched off', () => {
    const { chat, stack } = chatInStack({ accessLog: false });
    expect(only(Template.fromStack(stack), 'AWS::ApiGateway::Stage').AccessLogSetting).toBeUndefined();
    expect(chat.accessLogGroup).toBeUndefined();
  });

  test('set no account-wide role', () => {
    templateOf().resourceCountIs('AWS::ApiGateway::Account', 0);
  });
});

describe('the API', () => {
  /** Their throttle, which keeps nobody's preflights from being answered when somebody uses up the starts. */
  const preflights = (ResourcePath: string) => expect.objectContaining({
    HttpMethod: 'OPTIONS', ResourcePath, ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 2000,
  });

  test.each([[undefined, 'Prod'], ['live', 'live']])('with stageName %s has the stage %s', (stageName, expected) => {
    expect(only(templateOf({ stageName }), 'AWS::ApiGateway::Stage').StageName).toBe(expected);
  });

  test.each([
    [undefined, { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 8 }],
    [{ rateLimit: 2 }, { ThrottlingRateLimit: 2, ThrottlingBurstLimit: 8 }],
    [{ rateLimit: undefined, burstLimit: undefined }, { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 8 }],
    [{ rateLimit: 20, burstLimit: 30 }, { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 30 }],
  ])('with throttle %j lets through %j', (throttle, expected) => {
    const { MethodSettings } = only(templateOf({ throttle }), 'AWS::ApiGateway::Stage');
    expect(MethodSettings).toEqual([expect.objectContaining({ HttpMethod: '*', ResourcePath: '/*', ...expected }), preflights('/')]);
  });

  const withStore = (props: Partial<PersistentChatProps> = {}) => {
    const stack = new Stack(new App(), 'Stack');
    return chatInStack({ sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ID }), ...props }, stack);
  };

  test.each([
    [undefined, { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 }],
    [{ rateLimit: 2 }, { ThrottlingRateLimit: 2, ThrottlingBurstLimit: 200 }],
    [{ rateLimit: 20, burstLimit: 30 }, { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 30 }],
  ])('with a session store and resumeThrottle %j lets through %j beside the starts', (resumeThrottle, expected) => {
    const { MethodSettings } = only(Template.fromStack(withStore({ resumeThrottle }).stack), 'AWS::ApiGateway::Stage');
    expect(MethodSettings).toEqual([
      expect.objectContaining({ HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 }),
      preflights('/'),
      preflights('/~1resume'),
      expect.objectContaining({ HttpMethod: 'POST', ResourcePath: '/~1resume', ...expected }),
    ]);
  });

  test.each([
    [undefined, { CUSTOMER_RATE_LIMIT: '1', CUSTOMER_BURST_LIMIT: '10' }],
    [{ rateLimit: 0.5, burstLimit: 3 }, { CUSTOMER_RATE_LIMIT: '0.5', CUSTOMER_BURST_LIMIT: '3' }],
  ])('with a session store and customerThrottle %j tells the function %j', (customerThrottle, expected) => {
    const functions = Template.fromStack(withStore({ customerThrottle }).stack).findResources('AWS::Lambda::Function');
    const environments = Object.values(functions).map(({ Properties }) => Properties.Environment.Variables);
    expect(environments.find((variables) => 'CONTACT_FLOW_IDS' in variables)).toMatchObject(expected);
  });

  test('with a session store has POST and OPTIONS on /resume, too, authorized as the root is', () => {
    const template = Template.fromStack(withStore().stack);
    expect(only(template, 'AWS::ApiGateway::Resource').PathPart).toBe('resume');
    const methods = Object.values(template.findResources('AWS::ApiGateway::Method')).map(({ Properties }) => `${Properties.HttpMethod} ${Properties.AuthorizationType}`);
    expect(methods.sort()).toEqual(['OPTIONS NONE', 'OPTIONS NONE', 'POST AWS_IAM', 'POST AWS_IAM']);
  });

  test('lets a caller resume chats, and start none', () => {
    const { chat, stack } = withStore();
    chat.grantResumeChat(new iam.Role(stack, 'Caller', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') }));
    const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    const statements = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement).filter(({ Action }) => Action === 'execute-api:Invoke');
    expect(statements).toEqual([{
      Action: 'execute-api:Invoke',
      Effect: 'Allow',
      Resource: stack.resolve(`arn:${stack.partition}:execute-api:${stack.region}:${stack.account}:${chat.api.restApiId}/${chat.api.deploymentStage.stageName}/POST/resume`),
    }]);
  });

  test('without a session store has no chats to resume', () => {
    const { chat, stack } = chatInStack();
    const caller = new iam.Role(stack, 'Caller', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    expect(() => chat.grantResumeChat(caller)).toThrow("PersistentChat at 'Stack/Chat': sessionStore must be set to grant that chats are resumed; got undefined.");
  });

  test('has POST and OPTIONS on its root and nothing else', () => {
    const template = templateOf();
    const methods = Object.values(template.findResources('AWS::ApiGateway::Method')).map(({ Properties }) => Properties.HttpMethod);
    expect(methods.sort()).toEqual(['OPTIONS', 'POST']);
    template.resourceCountIs('AWS::ApiGateway::Resource', 0);
  });

  test('is regional', () => {
    expect(only(templateOf(), 'AWS::ApiGateway::RestApi').EndpointConfiguration).toEqual({ Types: ['REGIONAL'] });
  });

  test('accepts TLS 1.2 and newer, and routes requests as it does without a policy', () => {
    expect(only(templateOf(), 'AWS::ApiGateway::RestApi')).toMatchObject({ SecurityPolicy: 'SecurityPolicy_TLS13_1_2_2021_06', EndpointAccessMode: 'BASIC' });
  });

  test('has a default endpoint', () => {
    expect(only(templateOf(), 'AWS::ApiGateway::RestApi').DisableExecuteApiEndpoint).toBeUndefined();
  });

  test('without a default endpoint has no URL, and no output of it', () => {
    const { chat, stack } = chatInStack({ disableExecuteApiEndpoint: true });
    const template = Template.fromStack(stack);
    expect(only(template, 'AWS::ApiGateway::RestApi').DisableExecuteApiEndpoint).toBe(true);
    expect(template.findOutputs('*')).toEqual({});
    expect(() => chat.url).toThrow("PersistentChat at 'Stack/Chat': There is no url, because of disableExecuteApiEndpoint. Use the URL of your custom domain name.");
  });

  test('does not compress, since iOS sends a Content-Encoding that compression would refuse', () => {
    expect(only(templateOf(), 'AWS::ApiGateway::RestApi').MinimumCompressionSize).toBeUndefined();
  });

  test('prints its URL, and nothing else', () => {
    const { chat, stack } = chatInStack();
    expect(Object.values(Template.fromStack(stack).findOutputs('*'))).toEqual([expect.objectContaining({ Value: stack.resolve(chat.url) })]);
  });
});

describe('what can be reached from outside', () => {
  test('a caller is granted the start-chat method of this stage alone', () => {
    const { chat, stack } = chatInStack();
    const caller = new iam.User(stack, 'Caller');
    chat.grantStartChat(caller);
    const { PolicyDocument } = only(Template.fromStack(stack), 'AWS::IAM::Policy');
    expect(PolicyDocument.Statement).toEqual([{
      Action: 'execute-api:Invoke',
      Effect: 'Allow',
      Resource: stack.resolve(`arn:${stack.partition}:execute-api:${stack.region}:${stack.account}:${chat.api.restApiId}/${chat.api.deploymentStage.stageName}/POST/`),
    }]);
  });

  /** In the template, the parts' types. */
  function typesOf(parts: (IConstruct | undefined)[], stack: Stack): string[] {
    const { Resources } = Template.fromStack(stack).toJSON();
    return parts.map((part) => Resources[stack.getLogicalId((part?.node.defaultChild ?? part) as never)].Type);
  }

  test('the parts are the ones in the template', () => {
    const { chat, stack } = chatInStack();
    const parts = [chat.startChatFunction, chat.role, chat.logGroup, chat.accessLogGroup, chat.api, chat.api.deploymentStage];
    expect(typesOf(parts, stack)).toEqual([
      'AWS::Lambda::Function', 'AWS::IAM::Role', 'AWS::Logs::LogGroup', 'AWS::Logs::LogGroup', 'AWS::ApiGateway::RestApi', 'AWS::ApiGateway::Stage',
    ]);
  });

  test('so are the parts that the access creates', () => {
    const anonymous = chatInStack({ access: ChatAccess.anonymous() });
    expect(typesOf([anonymous.chat.resumeHandleKey, anonymous.chat.webAcl], anonymous.stack)).toEqual(['AWS::KMS::Key', 'AWS::WAFv2::WebACL']);
    const { chat: { authorizerFunction }, stack } = chatInStack({ access: ChatAccess.jwt({ issuer: 'https://login.example.com', audience: ['chat'] }) });
    expect(typesOf([authorizerFunction, authorizerFunction?.role, authorizerFunction?.logGroup as IConstruct], stack)).toEqual([
      'AWS::Lambda::Function', 'AWS::IAM::Role', 'AWS::Logs::LogGroup',
    ]);
  });

  test('what the access does not create is not there', () => {
    const { chat: { authorizerFunction, resumeHandleKey, webAcl } } = chatInStack();
    expect([authorizerFunction, resumeHandleKey, webAcl]).toEqual([undefined, undefined, undefined]);
  });
});

test('an app\'s own scheme is an origin', () => {
  expect(functionEnvironment(templateOf({ allowedOrigins: ['capacitor://localhost'] })).ALLOWED_ORIGINS).toBe('capacitor://localhost');
});

describe('a prop that cannot work', () => {
  test.each<[string, Partial<PersistentChatProps>, RegExp]>([
    ['an access that was not called', { access: ChatAccess.iam as never }, /access must be a ChatAccess; got a function\. Call the function, as in ChatAccess\.iam\(\)\./],
    ['an access by its name', { access: 'iam' as never }, /access must be a ChatAccess; got "iam"\. Write, for example, ChatAccess\.iam\(\)\./],
    ['another object in place of a store', { sessionStore: {} as never }, /sessionStore must be a ChatSessionStore; got \{\}\. Write new ChatSessionStore\(\.\.\.\)\.$/],
    ['the attribute that is always the display name', { allowedAttributes: ['orderId', 'customerName'] }, /allowedAttributes must not hold 'customerName', which is always the display name; got \["orderId","customerName"\]\. Leave it out\.$/],
    ['late rehydration without handles', { lateRehydration: true }, /lateRehydration must be false or left out with ChatAccess\.iam\(\) without sessionStore; got true\. There are no resume handles\.$/],
    ['late rehydration without a chat', { lateRehydration: true, access: ChatAccess.anonymous(), rehydrationFailure: RehydrationFailure.RETURN_ERROR }, /lateRehydration must be false or left out with rehydrationFailure RETURN_ERROR; got true\. No chat is started then\.$/],
    ['an unknown rehydration type', { defaultRehydrationType: 'ENTIRE' as never }, /defaultRehydrationType must be one of ENTIRE_PAST_SESSION, FROM_SEGMENT; got "ENTIRE"\.$/],
    ['an unknown reaction', { rehydrationFailure: 'nope' as never }, /rehydrationFailure must be one of START_NEW_CHAT, RETURN_ERROR; got "nope"\.$/],
    ['one origin instead of a list', { allowedOrigins: 'https://a.example' as never }, /allowedOrigins must be a list; got "https:\/\/a\.example"\.$/],
    ['an origin with a path', { allowedOrigins: ['https://a.example/'] }, /'Stack\/Chat': allowedOrigins must hold origins as browsers send them, .*; got "https:\/\/a\.example\/"\. .* no slash at the end\.$/],
    ['an origin without a scheme', { allowedOrigins: ['a.example'] }, /allowedOrigins must hold origins .*; got "a\.example"/],
    ['an origin with the port of its scheme', { allowedOrigins: ['https://a.example:443'] }, /got "https:\/\/a\.example:443"\. .* the port only if it is not the scheme's default/],
    ['an origin with an impossible port', { allowedOrigins: ['https://a.example:99999'] }, /allowedOrigins must hold origins .*; got "https:\/\/a\.example:99999"/],
    ['a list of origins known at deployment only', { allowedOrigins: Fn.split(',', Aws.STACK_NAME) }, /allowedOrigins must be a list whose length is known at synthesis; got a token\. Its items may be tokens, such as one parameter for each\.$/],
    ['the origin of sandboxed pages', { allowedOrigins: ['null'] }, /allowedOrigins must hold origins of web pages; got "null"\. .* it identifies nobody\. Serve the page by HTTP/],
    ['the origin of files', { allowedOrigins: ['file://'] }, /allowedOrigins must hold origins of web pages; got "file:\/\/"\./],
    ['several origins in one', { allowedOrigins: ['https://a.example,https://b.example'] }, /allowedOrigins must hold each origin as an item of its own; got .*\. Split the text at its commas\.$/],
    ...['https://*.com', 'https://*example.com', 'https://a.*.example.com', 'https://*.*.example.com', 'https://*', '*.example.com', 'https://*.example.com/', 'https://*.EXAMPLE.com',
      'https://*.0.0.1', 'https://*.example.com:443', 'app://*.example.com'].map((pattern): [string, Partial<PersistentChatProps>, RegExp] => (
      [`the pattern ${pattern}`, { allowedOrigins: [pattern] }, /allowedOrigins must hold patterns like 'https:\/\/\*\.example\.com' only; got /]
    )),
    ['a pattern of a token', { allowedOrigins: [`https://*.${Aws.REGION}.example.com`] }, /allowedOrigins must hold a pattern only if it is known at synthesis/],
    ['credentials for every page', { allowedOrigins: ['*'], allowCredentials: true }, /allowCredentials must be set only together with a list of allowedOrigins; got true\./],
    ['credentials for no page', { allowCredentials: true }, /allowCredentials must be set only together with a list of allowedOrigins; got true\./],
    ...['*', '', 'X Shop', "X-Shop'", 'X-Shop, X-Other', Aws.REGION].map((header): [string, Partial<PersistentChatProps>, RegExp] => (
      [`the header ${JSON.stringify(header).slice(0, 10)}`, { allowedHeaders: [header] }, /allowedHeaders must hold names of request headers, known at synthesis; got /]
    )),
    ['one header instead of a list', { allowedHeaders: 'X-Shop' as never }, /allowedHeaders must be a list; got "X-Shop"\.$/],
    ['a list of attributes known at deployment only', { allowedAttributes: Fn.split(',', Aws.STACK_NAME) }, /allowedAttributes must be a list whose length is known at synthesis; got a token/],
    ['more flows than the role\'s policy holds', { additionalContactFlowIds: Array(51).fill(SECOND_CONTACT_FLOW_ID) }, /additionalContactFlowIds must hold at most 50 flows; got 51\. .*one PersistentChat for each group/],
    ['an origin in upper case', { allowedOrigins: ['https://A.example'] }, /allowedOrigins must hold origins .*; got "https:\/\/A\.example"/],
    ['an origin that would escape the preflight template', { allowedOrigins: ['https://a.example" || true || "'] }, /allowedOrigins must hold origins .*; got "https:\/\/a\.example\\" \|\| true/],
    ['every origin beside one', { allowedOrigins: ['*', 'https://a.example'] }, /allowedOrigins must be '\*' alone, or a list of origins without '\*'; got \["\*","https:\/\/a\.example"\]/],
    ['an attribute key with a space', { allowedAttributes: ['order id'] }, /allowedAttributes must hold attribute keys of letters, digits, hyphens and underscores only, .*; got "order id"/],
    ['an attribute key with a comma', { allowedAttributes: ['a,b'] }, /allowedAttributes must hold attribute keys .*; got "a,b"/],
    ['an empty prefix', { allowedAttributePrefixes: [''] }, /allowedAttributePrefixes must hold beginnings of attribute keys, .*; got ""/],
    ['a prefix with a space', { allowedAttributePrefixes: ['a b'] }, /allowedAttributePrefixes must hold beginnings .*; got "a b"/],
    ['a prefix known at deployment only', { allowedAttributePrefixes: [Aws.REGION] }, /allowedAttributePrefixes must hold .*, known at synthesis; got a token/],
    ['one prefix instead of a list', { allowedAttributePrefixes: 'a' as never }, /allowedAttributePrefixes must be a list; got "a"/],
    ['an unknown way with attributes', { unknownAttributes: 'IGNORE' as never }, /unknownAttributes must be one of REFUSE, DROP; got "IGNORE"/],
    ['an unknown response mode', { responseMode: 'FAST' as never }, /responseMode must be one of COMPLETE, INCREMENTAL; got "FAST"/],
    ['a customer who has signed in, said of everybody', { segmentAttributes: { 'connect:CustomerAuthentication': 'AUTHENTICATED' } }, /segmentAttributes must not set 'connect:CustomerAuthentication', which says who has signed in; got .* Use identifyCustomer of the access\.$/],
    ['a segment attribute without a value', { segmentAttributes: { shop: '' } }, /segmentAttributes must map keys of letters, .* to texts; got \{"shop":""\}/],
    ['a segment attribute with a space', { segmentAttributes: { 'my shop': 'x' } }, /segmentAttributes must map keys of letters, .* to texts; got /],
    ['a chat under an hour', { maxChatDuration: Duration.minutes(59) }, /maxChatDuration must be a whole number of minutes from 60 to 10080 \(7 days\); got Duration\.minutes\(59\)\.$/],
    ['a chat over seven days', { maxChatDuration: Duration.minutes(10_081) }, /maxChatDuration must .*; got Duration\.minutes\(10081\)/],
    ['a chat of half minutes', { maxChatDuration: Duration.seconds(3_630) }, /maxChatDuration must .*; got Duration\.seconds\(3630\)/],
    ['no requests', { throttle: { rateLimit: 0 } }, /throttle\.rateLimit must be greater than 0 \(requests per second\); got 0\.$/],
    ['a rate that is not a number', { throttle: { rateLimit: NaN } }, /throttle\.rateLimit must .*; got NaN\.$/],
    ['no burst', { throttle: { burstLimit: 0 } }, /throttle\.burstLimit must be a whole number, at least 1 \(requests\); got 0\.$/],
    ['half a request', { throttle: { rateLimit: 1, burstLimit: 1.5 } }, /throttle\.burstLimit must be a whole number, at least 1 \(requests\); got 1\.5\.$/],
    ['a throttle of what is not there', { resumeThrottle: { rateLimit: 1 } }, /resumeThrottle must be left out without a sessionStore; got \{"rateLimit":1\}/],
    ['a limit of customers who are not told apart', { customerThrottle: { rateLimit: 1 } }, /customerThrottle must be left out without a sessionStore; got \{"rateLimit":1\}/],
    ['no requests of a customer', { customerThrottle: { burstLimit: 0 } }, /customerThrottle\.burstLimit must be a whole number, at least 1 \(requests\); got 0\.$/],
    ['no requests to resume', { resumeThrottle: { rateLimit: 0 } }, /resumeThrottle\.rateLimit must be greater than 0 \(requests per second\); got 0\.$/],
    ['a stage with a slash', { stageName: 'v1/chat' }, /stageName must be 1 to 128 letters, digits, hyphens and underscores, known at synthesis; got "v1\/chat"/],
    ['an empty stage', { stageName: '' }, /stageName must .*; got ""/],
    ['a stage known at deployment only', { stageName: Aws.STACK_NAME }, /stageName must .*, known at synthesis; got a token/],
    ['an empty id among the additional flows', { additionalContactFlowIds: [SECOND_CONTACT_FLOW_ID, ''] }, /additionalContactFlowIds must be the id of a flow, .*; got ""/],
  ])('%s fails at synth, naming the prop and what to write', (_, props, message) => {
    expect(() => chatInStack(props)).toThrow(message);
  });

  test('creates nothing', () => {
    const stack = new Stack(new App(), 'Stack');
    expect(() => chatInStack({ stageName: '' }, stack)).toThrow(/stageName/);
    expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
  });

  test('is not reported when it is a token', () => {
    const stack = new Stack(new App(), 'Stack');
    const text = new CfnParameter(stack, 'Text').valueAsString;
    const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
    const template = templateOf({ allowedOrigins: [text], allowedAttributes: [text], throttle: { rateLimit: number, burstLimit: number } }, stack);
    expect(functionEnvironment(template)).toMatchObject({ ALLOWED_ORIGINS: { Ref: 'Text' }, ALLOWED_ATTRIBUTES: { Ref: 'Text' } });
    expect(only(template, 'AWS::ApiGateway::Stage').MethodSettings[0]).toMatchObject({ ThrottlingRateLimit: { Ref: 'Number' } });
  });
});

describe('the function\'s environment', () => {
  const jwt = (options: Partial<JwtAccessOptions>) => ({ access: ChatAccess.jwt({ issuer: 'https://login.example.com', audience: ['chat'], ...options }) });

  test('may have the 4,096 bytes that Lambda allows, and no more', () => {
    const attributes = (length: number) => ({ allowedAttributes: ['a'.repeat(length)] });
    const left = 4096 - JSON.stringify(functionEnvironment(templateOf(attributes(1)))).length;
    expect(() => templateOf(attributes(1 + left))).not.toThrow();
    expect(() => templateOf(attributes(2 + left))).toThrow(
      "PersistentChat at 'Stack/Chat': The function's environment variables take 4097 bytes; Lambda allows 4096. Shorten additionalContactFlowIds, ",
    );
  });

  test.each<[string, Partial<PersistentChatProps>, RegExp]>([
    ['lists', { allowedAttributes: ['a'.repeat(2000)], allowedOrigins: [`https://${'a'.repeat(2000)}`] }, /Shorten additionalContactFlowIds, allowedOrigins, allowedAttributes, segmentAttributes or access\.attributeClaims\.$/],
    ['claims', jwt({ attributeClaims: { ['c'.repeat(2000)]: 'a'.repeat(2000) } }), /Shorten .* or access\.attributeClaims\.$/],
    ['audiences', jwt({ audience: ['a'.repeat(4096)] }), /Shorten access\.audience or access\.attributeClaims\.$/],
  ])('may not have more because of %s', (_, props, message) => {
    expect(() => templateOf(props)).toThrow(message);
  });
});

describe('a warning', () => {
  test.each<[string, Partial<PersistentChatProps>, string[]]>([
    ['names the burst that stays', { throttle: { rateLimit: 50 } }, ['throttle sets rateLimit only, so burstLimit is 8. Set both, or acknowledge this warning.']],
    ['names the rate that stays', { throttle: { burstLimit: 50 } }, ['throttle sets burstLimit only, so rateLimit is 5. Set both, or acknowledge this warning.']],
    ['is not given for both limits', { throttle: { rateLimit: 50, burstLimit: 8 } }, []],
    ['is not given for no limits', { throttle: {} }, []],
    ['is given for pages of every origin and signed requests', { allowedOrigins: ['*'] }, ["allowedOrigins is '*', so a page of any site"]],
    ['is given for pages of every origin and tokens', {
      allowedOrigins: ['*'], access: ChatAccess.jwt({ issuer: 'https://login.example.com', audience: ['chat'] }),
    }, ["allowedOrigins is '*', so a page of any site"]],
    ['of pages of every origin is not given to an anonymous API', { allowedOrigins: ['*'], access: ChatAccess.anonymous() }, ['Anybody who knows the URL']],
  ])('%s', (_, props, expected) => {
    const { stack } = chatInStack(props);
    const warnings = Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data);
    expect(warnings).toEqual(expected.map((text) => expect.stringContaining(text)));
  });
});
