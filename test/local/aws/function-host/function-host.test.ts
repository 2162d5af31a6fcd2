import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FunctionHost } from '../../../../local/aws/function-host/function-host';
import type { FunctionHostOptions } from '../../../../local/aws/function-host/function-host-options';

let codeDir: string;
let host: FunctionHost;
let lines: string[];

function hostOf(code: string, options: Partial<FunctionHostOptions> = {}) {
  writeFileSync(join(codeDir, 'index.js'), code);
  host = new FunctionHost({
    codeDir,
    handler: 'index.handler',
    environment: { GREETING: 'hello' },
    timeoutSeconds: 20,
    memoryMiB: 256,
    region: 'eu-central-1',
    onLog: (line) => lines.push(line),
    ...options,
  });
  return host;
}

beforeEach(() => {
  lines = [];
  codeDir = mkdtempSync(join(tmpdir(), 'function-host-'));
});

afterEach(async () => {
  await host.close();
  rmSync(codeDir, { recursive: true });
});

test('runs the handler on Node 24 with its event', async () => {
  hostOf('exports.handler = async (event) => ({ event, node: process.versions.node.split(".")[0] })');
  expect(await host.invoke({ a: 'ü' })).toEqual({ payload: { event: { a: 'ü' }, node: '24' } });
});

test('gives the function its own variables and those of Lambda, and none of this process', async () => {
  process.env.OF_THE_HOST = 'must stay outside';
  hostOf('exports.handler = async () => process.env', { functionName: 'start-chat' });
  const { payload } = await host.invoke({}) as { payload: Record<string, string> };
  expect(payload).toMatchObject({ GREETING: 'hello', AWS_REGION: 'eu-central-1', AWS_LAMBDA_FUNCTION_NAME: 'start-chat' });
  const reserved = /^(AWS_|LAMBDA_|_HANDLER$|_X_AMZN_TRACE_ID$|PATH$|LANG$|TZ$)/;
  expect(Object.keys(payload).filter((name) => !reserved.test(name))).toEqual(['GREETING']);
});

test('a second invocation runs in the same, warm environment', async () => {
  hostOf('let count = 0; exports.handler = async () => ++count');
  await host.invoke({});
  expect(await host.invoke({})).toEqual({ payload: 2 });
});

test('concurrent invocations run in different environments', async () => {
  hostOf('let count = 0; exports.handler = async () => { await new Promise((r) => setTimeout(r, 500)); return [process.pid, ++count]; }');
  const results = await Promise.all([host.invoke({}), host.invoke({})]) as { payload: [number, number] }[];
  expect(results.map(({ payload }) => payload[1])).toEqual([1, 1]);
  expect(results[0].payload[0]).not.toBe(results[1].payload[0]);
});

test('an error of the handler is a function error that the environment survives', async () => {
  hostOf('let count = 0; exports.handler = async (fail) => { count++; if (fail) throw new TypeError("no"); return count; }');
  expect(await host.invoke(true)).toEqual({ functionError: { errorType: 'TypeError', errorMessage: 'no' }, timedOut: false });
  expect(await host.invoke(false)).toEqual({ payload: 2 });
});

test.each([
  ['exits', 'process.exit(3)', 'Runtime.ExitError', /exit status 3/],
  ['throws an error that is not caught', 'setTimeout(() => { throw new RangeError("late"); })', 'RangeError', /late/],
  ['has an unhandled rejection', 'void Promise.reject(new Error("lost"))', 'Runtime.UnhandledPromiseRejection', /lost/],
])('a function that %s ends its environment', async (_what, statement, errorType, errorMessage) => {
  hostOf(`let count = 0; exports.handler = async (fail) => { count++; if (fail) { ${statement}; await new Promise(() => setTimeout(() => {}, 1e6)); } return count; }`);
  expect(await host.invoke(true)).toEqual({ functionError: { errorType, errorMessage: expect.stringMatching(errorMessage) }, timedOut: false });
  expect(await host.invoke(false)).toEqual({ payload: 1 });
});

test('a function over its time-out is killed', async () => {
  hostOf('exports.handler = async () => { for (;;); }', { timeoutSeconds: 1 });
  expect(await host.invoke({})).toEqual({
    functionError: { errorType: 'Sandbox.Timedout', errorMessage: expect.stringContaining('Task timed out after 1.00 seconds') },
    timedOut: true,
  });
});

test('a handler that does not exist, or takes a callback, fails as in Lambda', async () => {
  hostOf('exports.handler = 1');
  expect(await host.invoke({})).toMatchObject({ functionError: { errorType: 'Runtime.HandlerNotFound' } });
  await host.close();
  hostOf('exports.handler = (event, context, callback) => callback()');
  expect(await host.invoke({})).toMatchObject({ functionError: { errorType: 'Runtime.CallbackHandlerDeprecated' } });
});

test('a code folder that does not exist is a function error', async () => {
  hostOf('', { codeDir: join(codeDir, 'absent') });
  expect(await host.invoke({})).toMatchObject({ functionError: { errorType: 'Runtime.ExitError' }, timedOut: false });
});

test('every line is passed on before the invocation is answered', async () => {
  hostOf('exports.handler = async () => { for (let i = 0; i < 2000; i++) process.stdout.write(i + "\\n"); process.stderr.write("end"); }');
  await host.invoke({});
  expect(lines.slice().sort()).toEqual([...Array.from({ length: 2000 }, (_, i) => String(i)), 'end'].sort());
});

test('lines of the console carry time, request id and level', async () => {
  hostOf('exports.handler = async (event, context) => { console.warn("two\\nlines"); return context.awsRequestId; }');
  const { payload } = await host.invoke({}) as { payload: string };
  expect(lines).toEqual([expect.stringMatching(new RegExp(`Z\\t${payload}\\tWARN\\ttwo\\rlines$`))]);
});

test('an answer over 6 MB is refused', async () => {
  hostOf('exports.handler = async () => "x".repeat(6291555)');
  expect(await host.invoke({})).toMatchObject({ functionError: { errorType: 'Function.ResponseSizeTooLarge' } });
});
