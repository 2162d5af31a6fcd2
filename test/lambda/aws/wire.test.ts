import { ConnectClient, CreatePersistentContactAssociationCommand, StartChatContactCommand } from '@aws-sdk/client-connect';
import { DeleteItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import { ChangeMessageVisibilityCommand, SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import * as fc from 'fast-check';
import { BundledServices } from './bundled-services';
import { INPUTS, OUTPUTS, OperationName } from './inputs';
import { outcomeOf } from './outcome';
import { Answer, Recorded, Recorder } from './recorder';
import { connectRetryStrategy } from '../../../lambda/start-chat/connect/retries';
import { Sha256 } from '../../../local/aws/rest-api/sha256';

const REGION = 'us-east-1';
const CREDENTIALS = { accessKeyId: 'KEY', secretAccessKey: 'secret', sessionToken: 'session' };
const RUNS = 150;
// They differ between the two clients, or with the time. The query mode asks SQS for the error codes of its earlier protocol.
const OWN_HEADERS = ['authorization', 'user-agent', 'x-amz-user-agent', 'x-amz-date', 'amz-sdk-invocation-id', 'x-amzn-query-mode'];
const OPERATIONS = Object.keys(INPUTS) as OperationName[];

let recorder: Recorder;
let services: BundledServices;
let connect: ConnectClient;
let kms: KMSClient;
let dynamoDb: DynamoDBClient;
let sqs: SQSClient;

beforeAll(async () => {
  recorder = await Recorder.listen();
  services = await BundledServices.start({
    AWS_REGION: REGION,
    AWS_ENDPOINT_URL: recorder.endpoint('ours'),
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_SESSION_TOKEN: CREDENTIALS.sessionToken,
  });
  const config = { region: REGION, credentials: CREDENTIALS, endpoint: recorder.endpoint('theirs') };
  connect = new ConnectClient({ ...config, retryStrategy: connectRetryStrategy });
  kms = new KMSClient(config);
  dynamoDb = new DynamoDBClient({ ...config, maxAttempts: 2 });
  // It checks the answer's MD5, which the recorder does not compute, and takes the endpoint from the queue's URL.
  sqs = new SQSClient({ ...config, maxAttempts: 2, md5: false, useQueueUrlAsEndpoint: false });
});

afterAll(async () => {
  for (const client of [connect, kms, dynamoDb, sqs]) client.destroy();
  await services.close();
  await recorder.close();
});

async function calledByClient(operation: OperationName, input: never): Promise<object> {
  switch (operation) {
    case 'StartChatContact': return connect.send(new StartChatContactCommand(input));
    case 'CreatePersistentContactAssociation': return connect.send(new CreatePersistentContactAssociationCommand(input));
    case 'SendMessage': return sqs.send(new SendMessageCommand(input));
    case 'ChangeMessageVisibility': return sqs.send(new ChangeMessageVisibilityCommand(input));
    case 'GenerateMac': return kms.send(new GenerateMacCommand(input));
    case 'GetItem': return dynamoDb.send(new GetItemCommand(input));
    case 'PutItem': return dynamoDb.send(new PutItemCommand(input));
    case 'UpdateItem': return dynamoDb.send(new UpdateItemCommand(input));
    case 'DeleteItem': return dynamoDb.send(new DeleteItemCommand(input));
  }
}

/** Calls the operation by `lambda/aws/` and by the SDK's client. Returns the outcome and the requests of each. */
async function both(operation: OperationName, input: object, ...answers: Answer[]) {
  recorder.willAnswer(answers);
  const [ours, theirs] = await Promise.all([services.call(operation, input), outcomeOf(calledByClient(operation, input as never))]);
  return { ours: { outcome: ours, sent: recorder.sentBy('ours') }, theirs: { outcome: theirs, sent: recorder.sentBy('theirs') } };
}

const inputOf = (operation: OperationName) => INPUTS[operation] as fc.Arbitrary<object>;

function compared({ method, path, headers, body }: Recorded) {
  const alike = Object.entries(headers).filter(([name]) => !OWN_HEADERS.includes(name));
  return { method, path, headers: Object.fromEntries(alike), body: body.toString('latin1') };
}

function signedNames({ headers: { authorization } }: Recorded): string[] {
  return /SignedHeaders=([^,]+)/.exec(authorization)![1].split(';');
}

/** The Authorization header that the SDK's signer computes for a received request. */
async function authorizationOf(request: Recorded, service: string): Promise<string> {
  const { authorization, ...headers } = request.headers;
  const signingDate = new Date(headers['x-amz-date'].replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  const signer = new SignatureV4({ service, region: REGION, credentials: CREDENTIALS, sha256: Sha256 });
  const unsigned = new HttpRequest({ method: request.method, path: `/ours${request.path}`, headers, body: request.body });
  return (await signer.sign(unsigned, { signingDate, signableHeaders: new Set(signedNames(request)) })).headers.authorization;
}

/** The services that requests are signed for. */
const SIGNED_FOR: Partial<Record<OperationName, string>> = {
  StartChatContact: 'connect', CreatePersistentContactAssociation: 'connect', GenerateMac: 'kms', SendMessage: 'sqs', ChangeMessageVisibility: 'sqs',
};

describe.each(OPERATIONS)('%s', (operation) => {
  const service = SIGNED_FOR[operation] ?? 'dynamodb';

  test('is sent as the SDK\'s client sends it', async () => {
    await fc.assert(fc.asyncProperty(inputOf(operation), async (input) => {
      const { ours: { sent: [ours] }, theirs: { sent: [theirs] } } = await both(operation, input, { status: 200, body: '{}' });
      expect(compared(ours)).toEqual(compared(theirs));
      expect(signedNames(ours)).toEqual(signedNames(theirs).filter((name) => !['x-amz-user-agent', 'x-amzn-query-mode'].includes(name)));
      expect(ours.headers.authorization).toBe(await authorizationOf(ours, service));
    }), { numRuns: RUNS });
  });

  test('has its answer read as the SDK\'s client reads it', async () => {
    await fc.assert(fc.asyncProperty(inputOf(operation), OUTPUTS[operation] as fc.Arbitrary<object>, async (input, output) => {
      const { ours, theirs } = await both(operation, input, { status: 200, headers: { 'x-amzn-requestid': 'request' }, body: JSON.stringify(output) });
      expect(ours.outcome).toEqual(theirs.outcome);
    }), { numRuns: RUNS });
  });

  test('has its refusal read as the SDK\'s client reads it', async () => {
    const refusal = fc.record({
      // The tests below are about the statuses that are retried.
      status: fc.constantFrom(400, 403, 404, 409),
      name: fc.constantFrom('InvalidRequestException', 'ResourceNotFoundException', 'AccessDeniedException', 'ConditionalCheckFailedException', 'Unheard'),
      where: fc.constantFrom('header', '__type', 'code'),
      message: fc.string(),
      body: fc.constantFrom('JSON', 'HTML', 'nothing'),
    });
    await fc.assert(fc.asyncProperty(inputOf(operation), refusal, async (input, { status, name, where, message, body }) => {
      const json = JSON.stringify({ message, ...(where !== 'header' && { [where]: `com.amazonaws.${service}#${name}` }) });
      const { ours, theirs } = await both(operation, input, {
        status,
        headers: where === 'header' ? { 'x-amzn-errortype': `${name}:http://internal.amazon.com/` } : {},
        body: { JSON: json, HTML: `<html>${message}`, nothing: '' }[body]!,
      });
      expect(ours.outcome).toEqual(theirs.outcome);
    }), { numRuns: RUNS });
  });
});

const RESET = ['a lost connection', undefined] as const;
const HTML_503 = ['a web page with 503', { status: 503, body: '<html>' }] as const;
const refusal = (status: number, name: string) => [`${name} with ${status}`, { status, headers: { 'x-amzn-errortype': name }, body: '{}' }] as const;

test.each<readonly [OperationName, string, Answer]>([
  ['StartChatContact', ...RESET],
  ['StartChatContact', ...HTML_503],
  ['StartChatContact', ...refusal(500, 'InternalServiceException')],
  ['StartChatContact', ...refusal(429, 'TooManyRequestsException')],
  ['StartChatContact', ...refusal(429, 'LimitExceededException')],
  ['PutItem', ...RESET],
  ['PutItem', ...HTML_503],
  ['PutItem', ...refusal(500, 'InternalServerError')],
  ['PutItem', ...refusal(400, 'ProvisionedThroughputExceededException')],
  ['PutItem', ...refusal(400, 'ThrottlingException')],
  ['PutItem', ...refusal(400, 'TransactionConflictException')],
  ['GenerateMac', ...RESET],
  ['GenerateMac', ...refusal(500, 'KMSInternalException')],
  ['GenerateMac', ...refusal(500, 'DependencyTimeoutException')],
  ['GenerateMac', ...refusal(400, 'ThrottlingException')],
  ['GenerateMac', ...refusal(400, 'KeyUnavailableException')],
])('%s is tried as often as with the SDK\'s client when the answer is %s', async (operation, _, answer) => {
  const [input] = fc.sample(inputOf(operation), 1);
  const { ours, theirs } = await both(operation, input, answer);
  const attempts = ({ sent }: typeof ours) => sent.map(({ headers }) => headers['amz-sdk-request']);
  expect(attempts(ours)).toEqual(attempts(theirs));
});

test.each<[OperationName, Record<string, string>]>([
  ['PutItem', { 'x-amz-retry-after': '700' }], ['PutItem', { 'retry-after': '1' }], ['GenerateMac', { 'x-amz-retry-after': '700' }],
])('%s waits as long as with the SDK\'s client before it is tried again, when the answer says how long: %j', async (operation, headers) => {
  const [input] = fc.sample(inputOf(operation), 1);
  const { ours, theirs } = await both(operation, input, { status: 503, headers, body: '{}' }, { status: 200, body: '{}' });
  const waited = ({ outcome: { output, $metadata } }: typeof ours) => (
    { output, tenths: Math.round(($metadata as { totalRetryDelay: number }).totalRetryDelay / 100) });
  expect(waited(ours)).toEqual(waited(theirs));
});
