import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { type LocalApp, startLocalApp } from '../../../local/app/local-app';
import { Clock } from '../../../local/connect/contact-centre/clock';

/** Calls SQS as the SDK does. */
const CALL_SQS = `
const callSqs = async (operation, request) => {
  const Authorization = 'AWS4-HMAC-SHA256 Credential=local/20260101/eu-central-1/sqs/aws4_request, SignedHeaders=host, Signature=none';
  const headers = { Authorization, 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': 'AmazonSQS.' + operation };
  const answer = await fetch(process.env.AWS_ENDPOINT_URL_SQS, { method: 'POST', headers, body: JSON.stringify({ QueueUrl: process.env.QUEUE_URL, ...request }) });
  if (!answer.ok) throw new Error(operation + ' was answered with ' + answer.status);
};
`;

const SENDER = `${CALL_SQS}
exports.handler = async (event) => {
  await callSqs('SendMessage', { MessageBody: event.body, DelaySeconds: 30 });
  return { statusCode: 202 };
};
`;

/** Asks to be woken twice more, after 15 seconds each. Fails for the message "poison". */
const WORKER = `${CALL_SQS}
exports.handler = async ({ Records: [{ messageId, receiptHandle, body, attributes }] }) => {
  console.log('woken for ' + body + ', time ' + attributes.ApproximateReceiveCount);
  if (body === 'poison') throw new Error('poisoned');
  if (attributes.ApproximateReceiveCount === '3') return {};
  await callSqs('ChangeMessageVisibility', { ReceiptHandle: receiptHandle, VisibilityTimeout: 15 });
  return { batchItemFailures: [{ itemIdentifier: messageId }] };
};
`;

let folder: string;
let clock: Clock;
let app: LocalApp;
let lines: string[];

beforeEach(async () => {
  lines = [];
  folder = mkdtempSync(join(tmpdir(), 'queues-'));
  clock = new Clock(() => 1_800_000_000_000);
  app = await startLocalApp({ assembly: synthesize(), connectEndpoint: 'http://127.0.0.1:9', clock, onLog: (line) => lines.push(line) });
});

afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

function synthesize(): string {
  const cdkApp = new App({ outdir: join(folder, 'cdk.out') });
  const stack = new Stack(cdkApp, 'Chat', { env: { region: 'eu-central-1' } });
  const deadLetterQueue = { queue: new sqs.Queue(stack, 'Dead', { queueName: 'dead-letters' }), maxReceiveCount: 4 };
  const queue = new sqs.Queue(stack, 'Queue', { deadLetterQueue, visibilityTimeout: Duration.seconds(20), enforceSSL: true });
  const sender = addFunction(stack, 'Sender', SENDER, queue.queueUrl);
  const worker = addFunction(stack, 'Worker', WORKER, queue.queueUrl);
  const alias = new lambda.Alias(stack, 'Live', { aliasName: 'live', version: worker.currentVersion });
  alias.addEventSource(new SqsEventSource(queue, { batchSize: 1, reportBatchItemFailures: true }));
  const api = new apigateway.RestApi(stack, 'Api', { cloudWatchRole: false });
  api.root.addMethod('POST', new apigateway.LambdaIntegration(sender));
  return cdkApp.synth().directory;
}

function addFunction(stack: Stack, id: string, code: string, queueUrl: string): lambda.Function {
  mkdirSync(join(folder, id));
  writeFileSync(join(folder, id, 'index.js'), code);
  return new lambda.Function(stack, id, {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromAsset(join(folder, id)),
    timeout: Duration.seconds(20),
    environment: { QUEUE_URL: queueUrl },
  });
}

const send = async (body: string) => expect((await fetch(app.url, { method: 'POST', body })).status).toBe(202);
const woken = () => lines.flatMap((line) => /woken for .+$/.exec(line) ?? []);

test('a function wakes another one by a delayed message, as often as that one asks for, when time passes', async () => {
  await send('chat');
  await clock.letPass(29);
  expect(woken()).toEqual([]);
  await clock.letPass(16);
  expect(woken()).toEqual(['woken for chat, time 1', 'woken for chat, time 2']);
  await clock.letPass(60);
  expect(woken().slice(2)).toEqual(['woken for chat, time 3']);
});

test('a message that fails for good is reported by its id alone', async () => {
  await send('poison');
  await clock.letPass(120);
  expect(woken()).toHaveLength(4);
  expect(lines.filter((line) => line.includes('dead-letter'))).toEqual([
    expect.stringMatching(/^The message [\w-]{36} went to the dead-letter queue dead-letters, which holds 1 now$/),
  ]);
});

test('a usual queue needs nothing that is not simulated', () => {
  expect(app.notSimulated).toEqual([]);
});
