import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { LocalApp, startLocalApp } from '../../../local/app/local-app';
import { signedHeaders } from '../aws/rest-api/signed-request';

const CODE = `
exports.handler = async (event) => {
  console.log('called');
  if (event.body === 'crash') process.exit(1);
  const body = JSON.stringify({ node: process.version, connect: process.env.AWS_ENDPOINT_URL_CONNECT, greeting: process.env.GREETING, body: event.body });
  return { statusCode: 201, body };
};`;

let folder: string;
let app: LocalApp | undefined;
let lines: string[];

beforeEach(() => {
  lines = [];
  folder = mkdtempSync(join(tmpdir(), 'local-app-'));
  mkdirSync(join(folder, 'code'));
  writeFileSync(join(folder, 'code', 'index.js'), CODE);
});

afterEach(async () => {
  await app?.close();
  app = undefined;
  rmSync(folder, { recursive: true });
});

/** Synthesizes a stack with that many REST APIs. */
function synthesize(
  restApis: number, authorizationType = apigateway.AuthorizationType.NONE, target: (fn: lambda.Function) => lambda.IFunction = (fn) => fn,
): string {
  const outdir = join(folder, 'cdk.out');
  const cdkApp = new App({ outdir });
  const stack = new Stack(cdkApp, 'Chat', { env: { region: 'eu-central-1' } });
  const fn = new lambda.Function(stack, 'Function', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromAsset(join(folder, 'code')),
    timeout: Duration.seconds(10),
    environment: { GREETING: 'hello' },
  });
  for (let i = 0; i < restApis; i++) {
    const api = new apigateway.RestApi(stack, `Api${i}`, { cloudWatchRole: false, deployOptions: { stageName: 'Prod' } });
    api.root.addMethod('POST', new apigateway.LambdaIntegration(target(fn)), { authorizationType });
    (api.node.defaultChild as apigateway.CfnRestApi).policy = {};
  }
  cdkApp.synth();
  return outdir;
}

async function start(assembly: string): Promise<LocalApp> {
  app = await startLocalApp({ assembly, connectEndpoint: 'http://127.0.0.1:9', onLog: (line) => lines.push(line) });
  return app;
}

test('serves the function of the assembly on Node 24, with the given endpoint of Connect', async () => {
  const { url } = await start(synthesize(1));
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/Prod\/$/);
  const reply = await fetch(url, { method: 'POST', body: 'hi' });
  expect([reply.status, await reply.json()])
    .toEqual([201, { node: expect.stringMatching(/^v24\./), connect: 'http://127.0.0.1:9', greeting: 'hello', body: 'hi' }]);
  expect(lines.filter((line) => line.endsWith('\tINFO\tcalled'))).toHaveLength(1);
});

test('a method may call an alias of the function', async () => {
  const toAlias = (fn: lambda.Function) => new lambda.Alias(fn, 'Alias', { aliasName: 'live', version: fn.currentVersion });
  const { url } = await start(synthesize(1, apigateway.AuthorizationType.NONE, toAlias));
  expect((await fetch(url, { method: 'POST', body: 'hi' })).status).toBe(201);
});

test('an IAM method accepts the credentials and the Region that the app returns', async () => {
  const { url, credentials, region } = await start(synthesize(1, apigateway.AuthorizationType.IAM));
  expect(region).toBe('eu-central-1');
  expect((await fetch(url, { method: 'POST', body: 'hi' })).status).toBe(403);
  const headers = await signedHeaders(url, 'hi', { credentials, region });
  expect((await fetch(url, { method: 'POST', body: 'hi', headers })).status).toBe(201);
});

test('a function that crashes is a 502, and the next request is served', async () => {
  const { url } = await start(synthesize(1));
  expect((await fetch(url, { method: 'POST', body: 'crash' })).status).toBe(502);
  expect((await fetch(url, { method: 'POST' })).status).toBe(201);
});

test('says what it does not simulate', async () => {
  const { notSimulated } = await start(synthesize(1));
  expect(notSimulated).toEqual([expect.stringMatching(/^Api0\w+\.Properties\.Policy$/)]);
});

test('stops serving when closed', async () => {
  const { url, close } = await start(synthesize(1));
  await close();
  app = undefined;
  await expect(fetch(url, { method: 'POST' })).rejects.toThrow();
});

test('an assembly without a REST API is an error', async () => {
  await expect(start(synthesize(0))).rejects.toThrow(/contains no REST API with a stage. Synthesize an app with one/);
});

test('several REST APIs in one stack are an error that asks for separate stacks', async () => {
  await expect(start(synthesize(2))).rejects.toThrow(new RegExp('^The app has 2 stages of REST APIs in the stack Chat, but only one can run at a time: '
    + String.raw`Api0\w+ \(stage Prod\), Api1\w+ \(stage Prod\)\. Define them in separate stacks, and choose one with --stack\.$`));
});
