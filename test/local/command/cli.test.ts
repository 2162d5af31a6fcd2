import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLI, LocalCommand } from './local-command';

const PROJECT = join(__dirname, '../../..');

/** An app in JavaScript, so that it needs no compiler, in a separate folder, as a user has. */
const APP = (props = '') => `
const { App, Stack } = require(${JSON.stringify(join(PROJECT, 'node_modules/aws-cdk-lib'))});
const { PersistentChat, ChatAccess, ChatSessionStore } = require(${JSON.stringify(join(PROJECT, 'lib'))});
const app = new App();
const instanceId = '11111111-1111-1111-1111-111111111111';
const chat = (id, stack = new Stack(app, id)) => new PersistentChat(stack, 'Chat', {
  instanceId,
  contactFlowId: '22222222-2222-2222-2222-222222222222',
  access: ChatAccess.anonymous(),
  ${props}
});
`;

let folder: string;
let command: LocalCommand | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'own-app-'));
});

afterEach(async () => {
  await command?.stop();
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

function run(...args: string[]): LocalCommand {
  command = new LocalCommand(folder, args);
  return command;
}

async function printed(pattern: RegExp): Promise<RegExpExecArray> {
  return command!.printed(pattern);
}

async function serve(...args: string[]): Promise<string> {
  return run(...args).served();
}

async function fails(...args: string[]): Promise<string> {
  expect(await run(...args).ended()).toBe(1);
  return command!.output;
}

interface ChatAnswer {
  readonly startChatResult?: { readonly ContactId: string };
  readonly persistentChat?: { readonly outcome: string; readonly resumeHandle: string };
}

async function startChat(url: string, body = {}, headers: Record<string, string> = {}) {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers });
  return { status: response.status, body: await response.json() as { data: ChatAnswer } };
}

test("serves the app of cdk.json, with cdk.json's context", async () => {
  write('app.js', `${APP("allowedAttributes: [app.node.tryGetContext('attribute')],")} chat('Own');`);
  write('cdk.json', JSON.stringify({ app: 'node app.js', context: { attribute: 'orderId' } }));
  expect((await startChat(await serve(), { Attributes: { orderId: '1' } })).status).toBe(200);
});

test('serves the changed app at the same URL, and keeps the chats', async () => {
  write('app.js', `${APP()} chat('Own');`);
  const url = await serve('--app', 'node app.js');
  const { ContactId } = (await startChat(url)).body.data.startChatResult!;
  expect((await startChat(url, { Attributes: { orderId: '1' } })).status).toBe(400);

  write('app.js', `${APP("allowedAttributes: ['orderId'],")} chat('Own');`);
  await printed(/was restarted/);
  expect((await startChat(url, { Attributes: { orderId: '1' } })).status).toBe(200);
  const [, connectEndpoint] = await printed(/endpoint: '(\S+)'/);
  expect((await fetch(`${connectEndpoint}/control/contacts/${ContactId}/show`, { method: 'POST' })).status).toBe(200);
});

test('a token outlives a change of the app', async () => {
  const source = (audience: string) => APP(`access: ChatAccess.jwt({ issuer: 'https://login.example.com/', audience: ${audience} }),`);
  write('app.js', `${source("['chat']")} chat('Own');`);
  const url = await serve('--app', 'node app.js');
  const [, tokenUrl] = await printed(/(http\S+token\?sub=jane)/);
  const headers = { Authorization: `Bearer ${await (await fetch(tokenUrl)).text()}` };

  write('app.js', `${source("['chat', 'other']")} chat('Own');`);
  await printed(/was restarted/);
  expect((await fetch(url, { method: 'POST', headers, body: '{}' })).status).toBe(200);
  expect((await fetch(tokenUrl)).status).toBe(200);
});

test('a session outlives a change of the app', async () => {
  const source = (props = '') => APP(`
    access: ChatAccess.jwt({ issuer: 'https://login.example.com/', audience: ['chat'] }),
    sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId }),
    ${props}
  `);
  write('app.js', `${source()} chat('Own');`);
  const url = await serve('--app', 'node app.js');
  const [, tokenUrl] = await printed(/(http\S+token\?sub=jane)/);
  const headers = { Authorization: `Bearer ${await (await fetch(tokenUrl)).text()}` };
  const { ContactId } = (await startChat(url, {}, headers)).body.data.startChatResult!;

  write('app.js', `${source("allowedAttributes: ['orderId'],")} chat('Own');`);
  await printed(/was restarted/);
  expect((await startChat(url, {}, headers)).body.data).toMatchObject({ startChatResult: { ContactId }, persistentChat: { outcome: 'RESUMED' } });
});

test('an app that no longer synthesizes leaves the earlier one running', async () => {
  write('app.js', `${APP()} chat('Own');`);
  const url = await serve('--app', 'node app.js');
  write('app.js', 'process.exit(3)');
  await printed(/could not be started: The command node app.js failed with exit status 3/);
  expect((await startChat(url)).status).toBe(200);
});

test('an app with a method that cannot run here leaves the earlier one running', async () => {
  write('app.js', `${APP()} chat('Own');`);
  const url = await serve('--app', 'node app.js');
  write('app.js', `${APP()}
    const { HttpIntegration } = require(${JSON.stringify(join(PROJECT, 'node_modules/aws-cdk-lib/aws-apigateway'))});
    chat('Own').api.root.addMethod('GET', new HttpIntegration('https://www.example.com'));
  `);
  await printed(/could not be started: .*Integration.Type must be one of AWS_PROXY, MOCK to run on this machine; got HTTP/);
  expect((await startChat(url)).status).toBe(200);
});

test('a resume handle outlives a change of the app', async () => {
  write('app.js', `${APP()} chat('Own');`);
  const url = await serve('--app', 'node app.js');
  const { startChatResult, persistentChat } = (await startChat(url)).body.data;
  const [, connectEndpoint] = await printed(/endpoint: '(\S+)'/);
  await fetch(`${connectEndpoint}/control/contacts/${startChatResult!.ContactId}/end`, { method: 'POST' });
  await fetch(`${connectEndpoint}/control/clock/advance?seconds=60`, { method: 'POST' });

  write('app.js', `${APP("allowedAttributes: ['orderId'],")} chat('Own');`);
  await printed(/was restarted/);
  const back = await startChat(url, { PersistentChat: { SourceContactId: persistentChat!.resumeHandle } });
  expect(back.body.data.persistentChat).toMatchObject({ outcome: 'REHYDRATED' });
});

/** The chat, and a queue with two functions: one sends a message about each chat, with a delay of ten minutes, and the other one fails. */
const QUEUEING_APP = (props = '') => `${APP(props)}
const stack = Stack.of(chat('Own'));
const { Queue } = require(${JSON.stringify(join(PROJECT, 'node_modules/aws-cdk-lib/aws-sqs'))});
const { Code, Function, Runtime } = require(${JSON.stringify(join(PROJECT, 'node_modules/aws-cdk-lib/aws-lambda'))});
const { SqsEventSource } = require(${JSON.stringify(join(PROJECT, 'node_modules/aws-cdk-lib/aws-lambda-event-sources'))});
const { Rule } = require(${JSON.stringify(join(PROJECT, 'node_modules/aws-cdk-lib/aws-events'))});
const { LambdaFunction } = require(${JSON.stringify(join(PROJECT, 'node_modules/aws-cdk-lib/aws-events-targets'))});
const deadLetterQueue = { queue: new Queue(stack, 'Dead', { queueName: 'dead-letters' }), maxReceiveCount: 1 };
const queue = new Queue(stack, 'Queue', { deadLetterQueue });
const addFunction = (name) => new Function(stack, name, {
  runtime: Runtime.NODEJS_24_X, handler: name + '.handler', code: Code.fromAsset('functions'), environment: { QUEUE_URL: queue.queueUrl },
});
new Rule(stack, 'Rule', {
  eventPattern: { source: ['aws.connect'], detail: { eventType: ['INITIATED'] } }, targets: [new LambdaFunction(addFunction('sender'))],
});
addFunction('worker').addEventSource(new SqsEventSource(queue));
`;
const SENDER = `exports.handler = async () => {
  const Authorization = 'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=none';
  const body = JSON.stringify({ QueueUrl: process.env.QUEUE_URL, MessageBody: 'a secret', DelaySeconds: 600 });
  await fetch(process.env.AWS_ENDPOINT_URL_SQS, { method: 'POST', headers: { Authorization, 'X-Amz-Target': 'AmazonSQS.SendMessage' }, body });
};`;

test('a delayed message outlives a change of the app, is delivered when time passes, and is named in the dead-letter queue', async () => {
  mkdirSync(join(folder, 'functions'));
  write('functions/sender.js', SENDER);
  write('functions/worker.js', "exports.handler = async ({ Records: [{ messageId }] }) => { console.log('woken for ' + messageId); throw new Error('no'); };");
  write('app.js', QUEUEING_APP());
  await startChat(await serve('--app', 'node app.js'));
  const [, connectEndpoint] = await printed(/endpoint: '(\S+)'/);
  const advance = async (seconds: number) => fetch(`${connectEndpoint}/control/clock/advance?seconds=${seconds}`, { method: 'POST' });
  await advance(1);

  write('app.js', QUEUEING_APP("allowedAttributes: ['orderId'],"));
  await printed(/was restarted/);
  await advance(700);
  const [, messageId] = await printed(/woken for (\S+)/);
  await printed(new RegExp(`^The message ${messageId} went to the dead-letter queue dead-letters, which holds 1 now$`, 'm'));
  expect(command!.output).not.toContain('a secret');
});

test('what the command itself writes does not start it again', async () => {
  // It goes on for longer than it takes to notice the file.
  const source = (props: string) => `
    require('fs').writeFileSync('compiled.js', String(Math.random()));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
    ${APP(props)} chat('Own');
  `;
  write('app.js', source(''));
  await serve('--app', 'node app.js');
  write('app.js', source("allowedAttributes: ['orderId'],"));
  await printed(/was restarted/);
  // Longer than it takes to notice the file and to serve the app once more.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  expect(command!.output.match(/was restarted/g)).toHaveLength(1);
});

test('serves a synthesized folder, and one stack of several', async () => {
  write('app.js', `${APP()} chat('Blue'); chat('Green'); app.synth();`);
  const synthesis = spawn(process.execPath, ['app.js'], { cwd: folder, env: { ...process.env, CDK_OUTDIR: join(folder, 'cdk.out') } });
  await once(synthesis, 'close');
  expect(await fails('--app', 'cdk.out')).toMatch(/^The app has 2 stages of REST APIs, but only one can run at a time. Choose its stack with --stack: Blue, Green$/m);
  expect((await startChat(await serve('--app', 'cdk.out', '--stack', 'Green'))).status).toBe(200);
});

test('says in one line, after the URL, what it does not simulate, and again when the app has changed', async () => {
  write('app.js', `${APP()} chat('Own');`);
  await serve('--app', 'node app.js');
  expect(command!.output)
    .toMatch(/^\nStart-chat API: [^]*\nNot simulated: \w+ \(AWS::WAFv2::WebACL\), \w+ \(AWS::WAFv2::WebACLAssociation\)\nServing until Ctrl-C/);

  write('app.js', `${APP("allowedAttributes: ['orderId'],")} chat('Own');`);
  await printed(/was restarted\.\nNot simulated: /);
});

test('serves the agents a page that loads', async () => {
  write('app.js', `${APP()} chat('Own');`);
  await serve('--app', 'node app.js');
  const [, desk] = await printed(/Agents: +(\S+)/);
  const page = await (await fetch(desk)).text();
  expect(page).toContain('>Contact centre</h2>');
  for (const [, path] of page.matchAll(/(?:src|href)="([^"]+)"/g)) expect((await fetch(new URL(path, desk))).status).toBe(200);
});

test.each([
  ['an app without a PersistentChat', "const { App, Stack } = require('CDK'); new Stack(new App(), 'Empty');", ['--app', 'node app.js'], /contains no PersistentChat/],
  ['a stack that is not there', `${APP()} chat('Own');`, ['--app', 'node app.js', '--stack', 'Other'], /has no stack Other. Its stacks are: Own/],
  ['a command that fails', `${APP()} chat('Own'); app.synth(); process.exit(3);`, ['--app', 'node app.js'], /The command node app.js failed with exit status 3/],
  ['no app at all', '', [], /No app was found. Name one with --app/],
])('%s is a clear error', async (_what, source, args, message) => {
  write('app.js', source.replace('CDK', join(PROJECT, 'node_modules/aws-cdk-lib')));
  expect(await fails(...args)).toMatch(message);
});

test('a folder that cdk synth did not write is a clear error', async () => {
  mkdirSync(join(folder, 'src'));
  expect(await fails('--app', 'src')).toMatch(/--app must be a command or a folder that cdk synth wrote; .*src has no manifest.json/);
});

test('a port that another program has is a clear error', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  write('app.js', `${APP()} chat('Own');`);
  const output = await fails('--app', 'node app.js', '--port', `${port - 2}`);
  other.close();
  expect(output).toContain(`Port ${port} of 127.0.0.1 is already in use. Choose other ports with --port, or any free ports with --port 0.\n`);
});

test('the package ships the command', () => {
  const { bin } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { bin: Record<string, string> };
  expect(join(PROJECT, bin['cdk-connect-persistent-chat'])).toBe(CLI);
});
