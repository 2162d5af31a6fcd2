import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Answer, RestApiFixture } from './rest-api-fixture';
import { listNotSimulated } from '../../../../local/aws/rest-api/not-simulated';

let fixture: RestApiFixture;
afterEach(async () => fixture.close());

function newFixture(props?: apigateway.RestApiProps) {
  fixture = new RestApiFixture(props);
  return fixture;
}

describe('routing', () => {
  beforeEach(() => {
    const { api, integration } = newFixture({ deployOptions: { stageName: 'Prod' } });
    api.root.addMethod('POST', integration);
    const chat = api.root.addResource('chats').addResource('{id}');
    chat.addMethod('ANY', integration);
    chat.addMethod('GET', integration);
    api.root.getResource('chats')!.addResource('latest').addMethod('GET', integration);
    api.root.addResource('files').addProxy({ defaultIntegration: integration });
  });

  test.each([
    ['POST', '', '/', '/', null],
    ['POST', '/', '/', '/', null],
    ['GET', '/chats/a%20b', '/chats/{id}', '/chats/a%20b', { id: 'a b' }],
    ['DELETE', '/chats/1', '/chats/{id}', '/chats/1', { id: '1' }],
    ['GET', '/chats/latest', '/chats/latest', '/chats/latest', null],
    ['GET', '/files/a/b', '/files/{proxy+}', '/files/a/b', { proxy: 'a/b' }],
  ])('%s %s reaches the method', async (method, path, resource, eventPath, pathParameters) => {
    const url = await fixture.start();
    expect((await fetch(url.slice(0, -1) + path, { method })).status).toBe(200);
    expect(fixture.events).toMatchObject([{ resource, path: eventPath, httpMethod: method, pathParameters }]);
  });

  test.each([['GET', ''], ['POST', 'chats'], ['GET', 'chats/1/2'], ['PUT', 'chats/latest/x']])('no method for %s /%s', async (method, path) => {
    const reply = await fetch(await fixture.start() + path, { method });
    expect([reply.status, reply.headers.get('x-amzn-ErrorType'), await reply.json()])
      .toEqual([403, 'MissingAuthenticationTokenException', { message: 'Missing Authentication Token' }]);
  });

  test('another stage is forbidden', async () => {
    const reply = await fetch(new URL('/prod/', await fixture.start()), { method: 'POST' });
    expect([reply.status, await reply.json()]).toEqual([403, { message: 'Forbidden' }]);
  });
});

describe('a proxy integration', () => {
  function post(url: string, init: RequestInit = {}) {
    return fetch(url, { method: 'POST', ...init });
  }

  test('gets the request as a version 1 event', async () => {
    const { api, integration } = newFixture({ deployOptions: { stageName: 'Prod', variables: { color: 'blue' } } });
    api.root.addMethod('POST', integration);
    const url = await fixture.start();
    const reply = await post(`${url}?a=1&a=2&b=%26`, { body: '{"x":"ü"}', headers: { 'User-Agent': 'test', 'Content-Type': 'application/json' } });
    const host = new URL(url).host;
    expect(fixture.events).toEqual([{
      resource: '/',
      path: '/',
      httpMethod: 'POST',
      headers: expect.objectContaining({ 'host': host, 'Content-Type': 'application/json', 'X-Forwarded-Proto': 'http', 'X-Forwarded-For': '127.0.0.1' }),
      multiValueHeaders: expect.objectContaining({ host: [host] }),
      queryStringParameters: { a: '2', b: '&' },
      multiValueQueryStringParameters: { a: ['1', '2'], b: ['&'] },
      pathParameters: null,
      stageVariables: { color: 'blue' },
      requestContext: expect.objectContaining({
        accountId: '111122223333',
        stage: 'Prod',
        path: '/Prod/',
        resourcePath: '/',
        httpMethod: 'POST',
        requestId: reply.headers.get('x-amzn-RequestId'),
        identity: expect.objectContaining({ sourceIp: '127.0.0.1', userAgent: 'test', userArn: null, caller: null }),
      }),
      body: '{"x":"ü"}',
      isBase64Encoded: false,
    }]);
  });

  test('gets binary media types in base64, and no body as null', async () => {
    const { api, integration } = newFixture({ binaryMediaTypes: ['image/*'] });
    api.root.addMethod('POST', integration);
    const url = await fixture.start();
    await post(url, { body: Buffer.from([0xff, 0x00]), headers: { 'Content-Type': 'image/png' } });
    await post(url);
    expect(fixture.events).toMatchObject([{ body: '/wA=', isBase64Encoded: true }, { body: null, isBase64Encoded: false }]);
  });

  test('answers with the status, headers and body of the function', async () => {
    const { api, integration } = newFixture();
    api.root.addMethod('POST', integration);
    const payload = { statusCode: 418, headers: { 'X-One': 1, 'Date': 'mine' }, multiValueHeaders: { 'X-Many': ['a', 'b'] }, body: 'ü' };
    const reply = await post(await fixture.start(async () => ({ payload })));
    expect([reply.status, await reply.text()]).toEqual([418, 'ü']);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'x-one': '1', 'x-many': 'a, b', 'x-amzn-remapped-date': 'mine', 'content-type': 'application/json',
    });
  });

  test.each<[string, Answer]>([
    ['fails', { functionError: { errorType: 'Error' } }],
    ['answers nothing', { payload: null }],
    ['answers a body that is no string', { payload: { statusCode: 200, body: { a: 1 } } }],
    ['answers a key that is not known', { payload: { statusCode: 200, cookies: [] } }],
    ['answers no status', { payload: { body: '' } }],
  ])('is 502 when the function %s', async (_what, answer) => {
    const { api, integration } = newFixture();
    api.root.addMethod('POST', integration);
    const reply = await post(await fixture.start(async () => answer));
    expect([reply.status, await reply.json()]).toEqual([502, { message: 'Internal server error' }]);
  });

  test('is 504 when the function takes longer than the integration waits', async () => {
    const { api, fn } = newFixture();
    const method = api.root.addMethod('POST', new apigateway.LambdaIntegration(fn));
    (method.node.defaultChild as apigateway.CfnMethod).addPropertyOverride('Integration.TimeoutInMillis', 50);
    const reply = await post(await fixture.start(async () => new Promise<Answer>(() => undefined)));
    expect([reply.status, await reply.json()]).toEqual([504, { message: 'Endpoint request timed out' }]);
  });

  test('never sees a body over 10 MB', async () => {
    const { api, integration } = newFixture();
    api.root.addMethod('POST', integration);
    const url = await fixture.start();
    const statuses = [10 * 1024 * 1024, 10 * 1024 * 1024 + 1].map(async (size) => (await post(url, { body: 'x'.repeat(size) })).status);
    expect(await Promise.all(statuses)).toEqual([200, 413]);
    expect(fixture.events).toHaveLength(1);
  });
});

describe('gateway responses', () => {
  test('come from the template: first the one of the type, then DEFAULT_4XX or DEFAULT_5XX', async () => {
    const { api, integration } = newFixture();
    api.root.addMethod('POST', integration);
    api.addGatewayResponse('Timeout', {
      type: apigateway.ResponseType.INTEGRATION_TIMEOUT, statusCode: '599', templates: { 'application/json': '{"late":true}' },
    });
    api.addGatewayResponse('ServerError', {
      type: apigateway.ResponseType.DEFAULT_5XX,
      responseHeaders: { 'X-Static': "'fixed'", 'X-Origin': 'method.request.header.Origin', 'X-Absent': 'method.request.header.Absent' },
      templates: {
        'application/json': '{"text":$context.error.messageString,"type":"$context.error.responseType","id":"$context.requestId","none":"$context.nothing"}',
      },
    });
    const reply = await fetch(await fixture.start(async () => ({ functionError: {} })), { method: 'POST', headers: { Origin: 'https://a.example' } });
    expect(await reply.json()).toEqual({
      text: 'Internal server error', type: 'DEFAULT_5XX', id: reply.headers.get('x-amzn-RequestId'), none: '',
    });
    expect(['X-Static', 'X-Origin', 'X-Absent'].map((name) => reply.headers.get(name))).toEqual(['fixed', 'https://a.example', null]);
  });

  test('of the type itself win over the default, with their own status', async () => {
    const { api, integration } = newFixture();
    api.root.addMethod('POST', integration);
    api.addGatewayResponse('NoSuchMethod', {
      type: apigateway.ResponseType.MISSING_AUTHENTICATION_TOKEN, statusCode: '404', templates: { 'application/json': '{"own":true}' },
    });
    api.addGatewayResponse('ClientError', { type: apigateway.ResponseType.DEFAULT_4XX, templates: { 'application/json': '{"own":false}' } });
    const reply = await fetch(await fixture.start());
    expect([reply.status, await reply.json()]).toEqual([404, { own: true }]);
  });
});

describe('a mock integration', () => {
  test('answers a preflight as CDK defines it', async () => {
    const { api } = newFixture();
    api.root.addCorsPreflight({ allowOrigins: ['https://a.example', 'https://b.example'], allowMethods: ['POST'] });
    const url = await fixture.start();
    const originsFor = async (origin: string) => {
      const reply = await fetch(url, { method: 'OPTIONS', headers: { Origin: origin } });
      return [reply.status, reply.headers.get('Access-Control-Allow-Origin'), reply.headers.get('Access-Control-Allow-Methods')];
    };
    expect(await originsFor('https://b.example')).toEqual([204, 'https://b.example', 'POST']);
    expect(await originsFor('https://c.example')).toEqual([204, 'https://a.example', 'POST']);
  });

  test('chooses the response by status, and lets its template override it', async () => {
    const { api } = newFixture();
    api.root.addMethod('GET', new apigateway.MockIntegration({
      requestTemplates: { 'application/json': '{"statusCode": $input.params("status")}' },
      integrationResponses: [
        { statusCode: '200', responseTemplates: { 'application/json': 'fine' } },
        { statusCode: '404', selectionPattern: '4\\d\\d', responseTemplates: { 'application/json': '#set($context.responseOverride.status = 410)gone' } },
      ],
    }), { methodResponses: [{ statusCode: '200' }, { statusCode: '404' }] });
    const url = await fixture.start();
    const get = async (status: string) => {
      const reply = await fetch(`${url}?status=${status}`);
      return [reply.status, await reply.text()];
    };
    expect(await get('200')).toEqual([200, 'fine']);
    expect(await get('404')).toEqual([410, 'gone']);
    expect(await get('')).toEqual([500, '{"message":"Internal server error"}']);
  });
});

test('the stage throttles each method', async () => {
  const { api, integration } = newFixture({ deployOptions: { throttlingBurstLimit: 3, throttlingRateLimit: 0.001 } });
  api.root.addMethod('POST', integration);
  api.root.addMethod('GET', integration);
  const url = await fixture.start();
  const statuses: number[] = [];
  for (let i = 0; i < 4; i++) statuses.push((await fetch(url, { method: 'POST' })).status);
  expect(statuses).toEqual([200, 200, 200, 429]);
  expect((await fetch(url)).status).toBe(200);
});

test('each request makes one line of the access log in the format of the stage', async () => {
  const { api, integration, stack } = newFixture();
  api.root.addMethod('POST', integration);
  const stage = api.deploymentStage.node.defaultChild as apigateway.CfnStage;
  const format = '$context.requestId $context.httpMethod $context.resourcePath $context.status $context.error.responseType $context.identity.sourceIp';
  stage.accessLogSetting = { destinationArn: new logs.LogGroup(stack, 'Log').logGroupArn, format };
  const url = await fixture.start();
  const served = await fetch(url, { method: 'POST' });
  const refused = await fetch(`${url}other`);
  expect(fixture.accessLog).toEqual([
    `${served.headers.get('x-amzn-RequestId')} POST / 200 - 127.0.0.1`,
    `${refused.headers.get('x-amzn-RequestId')} GET - 403 MISSING_AUTHENTICATION_TOKEN 127.0.0.1`,
  ]);
});

describe('what is not served here', () => {
  test('an unknown authorization type is refused at the start, naming the method', async () => {
    const { api, integration } = newFixture();
    const method = api.root.addMethod('POST', integration);
    (method.node.defaultChild as apigateway.CfnMethod).authorizationType = 'OPAQUE';
    await expect(fixture.start()).rejects.toThrow(/^ApiPOST\w+\.Properties\.AuthorizationType must be one of NONE, AWS_IAM, COGNITO_USER_POOLS, CUSTOM to run on this machine; got OPAQUE$/);
  });

  test('an unknown integration type is refused at the start, naming the method', async () => {
    newFixture().api.root.addMethod('POST', new apigateway.HttpIntegration('https://example.com'));
    await expect(fixture.start()).rejects.toThrow(/^ApiPOST\w+\.Properties\.Integration\.Type must be one of AWS_PROXY, MOCK to run on this machine; got HTTP_PROXY$/);
  });

  test('a mapping template that needs more of $input is refused at the start', async () => {
    newFixture().api.root.addMethod('POST', new apigateway.MockIntegration({
      requestTemplates: { 'application/json': '{"statusCode": $input.json("$.status")}' },
    }));
    await expect(fixture.start()).rejects.toThrow('not supported on this machine: $input.json');
  });

  test('other properties and resources are listed', () => {
    const { api, integration } = newFixture({ deployOptions: { cachingEnabled: true } });
    const plan = api.addUsagePlan('Plan');
    plan.addApiStage({ stage: api.deploymentStage });
    api.root.addMethod('POST', integration, { apiKeyRequired: true, requestValidatorOptions: { validateRequestBody: true } });
    const normalized = listNotSimulated(fixture.template()).map((gap) => gap.replace(/[0-9A-F]{8}/, ''));
    expect(normalized.sort()).toEqual([
      'ApiDeploymentStageprod.Properties.CacheClusterEnabled',
      'ApiDeploymentStageprod.Properties.CacheClusterSize',
      'ApiDeploymentStageprod.Properties.MethodSettings.CachingEnabled',
      'ApiPOST.Properties.ApiKeyRequired',
      'ApiPOST.Properties.RequestValidatorId',
      'ApiPlan (AWS::ApiGateway::UsagePlan)',
      'Apivalidator (AWS::ApiGateway::RequestValidator)',
    ]);
  });
});
