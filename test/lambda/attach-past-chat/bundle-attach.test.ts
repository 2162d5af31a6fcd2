import type { SQSBatchResponse } from 'aws-lambda';
import { FunctionHost } from '../../../local/aws/function-host/function-host';
import { NO_TIME_PASSES } from '../clock/moved-clock';
import { hostShippedFunction } from '../shipped-function';
import { ConnectStub, Reply, connectError, connectionReset, json } from '../start-chat/connect-stub';
import { CONTACT_ID, INSTANCE_ARN, INSTANCE_ID } from '../start-chat/fixtures';

const QUEUE_URL = 'http://127.0.0.1/111122223333/PastChats';
const MESSAGE = { contactId: 'running-chat', pastChats: [{ contactId: CONTACT_ID }], rehydrationType: 'ENTIRE_PAST_SESSION' };
const ATTACHED = json(200, { ContinuedFromContactId: CONTACT_ID });
const ALL_TRIES = 11;

const [connect, sqs] = [new ConnectStub(), new ConnectStub()];
const lines: string[] = [];
let host: FunctionHost;

beforeAll(async () => {
  const environment = {
    ...NO_TIME_PASSES,
    CONNECT_INSTANCE_ARN: INSTANCE_ARN,
    PAST_CHAT_QUEUE_URL: QUEUE_URL,
    AWS_ENDPOINT_URL_CONNECT: await connect.listen(),
    AWS_ENDPOINT_URL_SQS: await sqs.listen(),
  };
  host = hostShippedFunction('attach-past-chat', environment, (line) => lines.push(line));
  sqs.willReply(json(200, {}));
});
afterAll(async () => Promise.all([host, connect, sqs].map(async (open) => open.close())));

async function receive(tries: number, ...replies: Reply[]) {
  connect.willReply(...replies);
  sqs.attempts.length = 0;
  const record = { messageId: 'message', receiptHandle: 'receipt', body: JSON.stringify(MESSAGE), attributes: { ApproximateReceiveCount: String(tries) } };
  const result = await host.invoke({ Records: [record] });
  if (result.functionError) return { functionError: result.functionError };
  return { waits: (result.payload as SQSBatchResponse).batchItemFailures.length === 1 };
}

const clientTokens = () => connect.attempts.map(({ body }) => body.ClientToken);
const line = () => JSON.parse(lines.at(-1)!) as Record<string, unknown>;

test('what Amazon Connect attaches is done, and the log line has ids only', async () => {
  expect(await receive(1, ATTACHED)).toEqual({ waits: false });
  expect(connect.attempts).toMatchObject([{
    path: `/contact/persistent-contact-association/${INSTANCE_ID}/running-chat`,
    body: { SourceContactId: CONTACT_ID, RehydrationType: 'ENTIRE_PAST_SESSION' },
  }]);
  expect(line()).toEqual({
    level: 'INFO', message: 'Past chat attached', contactId: 'running-chat', sourceContactId: CONTACT_ID, outcome: 'ATTACHED', continuedFromContactId: CONTACT_ID, tries: 1,
  });
});

test.each<[string, Reply]>([
  ['InvalidRequestException', connectError(400, 'InvalidRequestException')],
  ['InvalidParameterException', connectError(400, 'InvalidParameterException')],
  ['ResourceNotFoundException', connectError(404, 'ResourceNotFoundException')],
  ['ThrottlingException', connectError(429, 'ThrottlingException')],
  ['InternalServiceException', connectError(500, 'InternalServiceException')],
  ['a lost answer', connectionReset],
])('after %s the message is delivered again, for the next try', async (_, reply) => {
  expect(await receive(1, reply)).toEqual({ waits: true });
  expect(sqs.attempts.map(({ body }) => body)).toEqual([{ QueueUrl: QUEUE_URL, ReceiptHandle: 'receipt', VisibilityTimeout: 15 }]);
  expect(line()).toMatchObject({ level: 'INFO', outcome: 'NOT_YET', nextTrySeconds: 15 });
});

test('the attempts of one try have one client token, and the next try has another', async () => {
  const refusal = connectError(500, 'InternalServiceException');
  await receive(1, refusal);
  const [first, ...repeated] = clientTokens();
  expect(new Set(repeated)).toEqual(new Set([first]));
  await receive(2, refusal);
  expect(clientTokens()).not.toContain(first);
});

test('after the last try it is given up, with a warning', async () => {
  expect(await receive(ALL_TRIES - 1, connectError(404, 'ResourceNotFoundException'))).toEqual({ waits: true });
  expect(await receive(ALL_TRIES, connectError(404, 'ResourceNotFoundException'))).toEqual({ waits: false });
  expect(line()).toMatchObject({ level: 'WARN', message: expect.stringMatching(/^Past chat given up/) });
});

test('a missing permission is a failure, which does not quote Amazon Connect', async () => {
  const { functionError } = await receive(1, connectError(403, 'AccessDeniedException', 'Something that Connect says'));
  expect(functionError).toMatchObject({ errorType: 'AccessDeniedException', errorMessage: 'Amazon Connect cannot attach the past chat.' });
  expect(lines.join()).not.toContain('Something that Connect says');
});
