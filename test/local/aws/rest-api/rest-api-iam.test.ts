import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { credentials, RestApiFixture } from './rest-api-fixture';
import { signedHeaders, SigningOptions } from './signed-request';

const SIX_MINUTES_MS = 6 * 60 * 1000;
const BODY = '{"DisplayName":"Zoë"}';

let fixture: RestApiFixture;
let url: string;

beforeEach(async () => {
  fixture = new RestApiFixture();
  fixture.api.root.addMethod('POST', fixture.integration, { authorizationType: apigateway.AuthorizationType.IAM });
  fixture.api.root.addResource('{name}').addMethod('POST', fixture.integration, { authorizationType: apigateway.AuthorizationType.IAM });
  url = await fixture.start();
});

afterEach(async () => fixture.close());

async function post(target: string, headers: Record<string, string>, body = BODY) {
  const reply = await fetch(target, { method: 'POST', headers, body });
  return { status: reply.status, errorType: reply.headers.get('x-amzn-ErrorType'), served: fixture.events.length > 0 };
}

test('a signed request is served, and the function learns who signed it', async () => {
  await post(url, await signedHeaders(url, BODY, { credentials, region: 'eu-west-1' }));
  expect(fixture.events).toMatchObject([{
    requestContext: { identity: { accessKey: 'AKIATEST', accountId: '111122223333', userArn: 'arn:aws:iam::111122223333:user/local-user' } },
  }]);
});

test('the signature covers an escaped path and the query', async () => {
  const target = `${url}a%20b?x=1%2F2&y=%C3%BC`;
  const headers = await signedHeaders(target, BODY, { credentials, region: 'eu-west-1' });
  expect(await post(target, headers)).toMatchObject({ status: 200 });
});

test.each<[string, Partial<SigningOptions>, string]>([
  ['another secret', { credentials: { ...credentials, secretAccessKey: 'other' } }, 'InvalidSignatureException'],
  ['an unknown access key', { credentials: { ...credentials, accessKeyId: 'AKIAOTHER' } }, 'UnrecognizedClientException'],
  ['another Region', { region: 'us-east-1' }, 'InvalidSignatureException'],
  ['another service', { service: 'lambda' }, 'InvalidSignatureException'],
  ['a time long past', { signingDate: new Date(Date.now() - SIX_MINUTES_MS) }, 'InvalidSignatureException'],
  ['a time to come', { signingDate: new Date(Date.now() + SIX_MINUTES_MS) }, 'InvalidSignatureException'],
])('a signature with %s is refused', async (_what, changed, errorType) => {
  const headers = await signedHeaders(url, BODY, { credentials, region: 'eu-west-1', ...changed });
  expect(await post(url, headers)).toEqual({ status: 403, errorType, served: false });
});

test('a signature for another Region is told which scope is expected', async () => {
  const reply = await fetch(url, { method: 'POST', body: BODY, headers: await signedHeaders(url, BODY, { credentials, region: 'us-east-1' }) });
  expect(await reply.json()).toEqual({ message: expect.stringMatching(/^Credential should be scoped to \d{8}\/eu-west-1\/execute-api\/aws4_request\.$/) });
});

test('a body, a query or a signed header that was changed on the way is refused', async () => {
  const headers = await signedHeaders(url, BODY, { credentials, region: 'eu-west-1' });
  const refused = { status: 403, errorType: 'InvalidSignatureException', served: false };
  expect(await post(url, headers, `${BODY} `)).toEqual(refused);
  expect(await post(`${url}?x=1`, headers)).toEqual(refused);
  expect(await post(url, { ...headers, 'content-type': 'text/plain' })).toEqual(refused);
});

test.each([
  ['no signature', undefined, 'MissingAuthenticationTokenException'],
  ['a bearer token', 'Bearer abc', 'IncompleteSignatureException'],
  ['half a signature', 'AWS4-HMAC-SHA256 Credential=AKIATEST/20260101/eu-west-1/execute-api/aws4_request', 'IncompleteSignatureException'],
])('%s is refused', async (_what, authorization, errorType) => {
  expect(await post(url, authorization ? { authorization } : {})).toEqual({ status: 403, errorType, served: false });
});
