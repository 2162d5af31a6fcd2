// `npm run bundle` compiles it.
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import type { BootstrapMessage, FunctionError, Invocation } from './bootstrap-protocol';

type Handler = (event: unknown, context: object) => unknown;
type Level = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';

const EXIT_UNHANDLED_REJECTION = 128;
const EXIT_UNCAUGHT_EXCEPTION = 129;

const write = { stdout: process.stdout.write.bind(process.stdout), stderr: process.stderr.write.bind(process.stderr) };
let requestId: string | undefined;

class RuntimeError extends Error {
  readonly errorType: string;

  constructor(errorType: string, message: string) {
    super(message);
    this.errorType = errorType;
  }
}

function send(message: BootstrapMessage, sent?: () => void) {
  process.send!(message, undefined, undefined, sent);
}

function toFunctionError(error: unknown): FunctionError & { readonly stack: string[] } {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), stack: [] };
  const errorType = error instanceof RuntimeError ? error.errorType : error.name;
  return { errorType, errorMessage: error.message, stack: error.stack?.split('\n') ?? [] };
}

function report(what: string, error: unknown): FunctionError {
  const { stack, ...functionError } = toFunctionError(error);
  console.error(`${what} \t${JSON.stringify({ ...functionError, stack })}`);
  return functionError;
}

function crash(what: string, error: unknown, exitCode: number) {
  send({ kind: 'crashed', error: report(what, error) }, () => process.exit(exitCode));
}

/** Lambda's Node.js runtime adds the time, request id and level to the lines of `console`, but not to what is written to stdout directly. */
function decorateConsole() {
  const json = process.env.AWS_LAMBDA_LOG_FORMAT === 'JSON';
  const line = (level: Level, parameters: unknown[]) => {
    const timestamp = new Date().toISOString();
    if (!json) return `${timestamp}\t${requestId ?? 'undefined'}\t${level}\t${format(...parameters).replaceAll('\n', '\r')}\n`;
    const message = parameters.length === 1 && typeof parameters[0] === 'object' ? parameters[0] : format(...parameters);
    return `${JSON.stringify({ timestamp, level, requestId, message })}\n`;
  };
  const at = (level: Level) => (...parameters: unknown[]) => { write.stdout(line(level, parameters)); };
  Object.assign(console, { log: at('INFO'), info: at('INFO'), debug: at('DEBUG'), warn: at('WARN'), error: at('ERROR'), trace: at('TRACE') });
}

async function loadHandler(): Promise<Handler> {
  const name = process.env._HANDLER ?? '';
  const [module, ...exported] = basename(name).split('.');
  const stem = join(process.cwd(), dirname(name), module);
  const file = ['.js', '.mjs', '.cjs'].map((extension) => stem + extension).find((candidate) => existsSync(candidate));
  if (!file) throw new RuntimeError('Runtime.ImportModuleError', `Error: Cannot find module '${module}'`);

  const loaded: unknown = await import(pathToFileURL(file).href);
  const handler = lookUp(loaded, exported) ?? lookUp(lookUp(loaded, ['default']), exported);
  if (typeof handler !== 'function') throw new RuntimeError('Runtime.HandlerNotFound', `${name} is undefined or not exported`);
  if (handler.length > 2) {
    // https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html: from Node.js 24 on, handlers with a callback are not supported
    throw new RuntimeError('Runtime.CallbackHandlerDeprecated', 'Callback-based function handlers are not supported from Node.js 24 on');
  }
  return handler as Handler;
}

function lookUp(value: unknown, names: string[]): unknown {
  return names.reduce((owner, name) => (owner as Record<string, unknown> | null | undefined)?.[name], value);
}

function buildContext(invocation: Invocation) {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    invokedFunctionArn: invocation.functionArn,
    awsRequestId: invocation.requestId,
    getRemainingTimeInMillis: () => Math.max(invocation.deadline - Date.now(), 0),
  };
}

async function invoke(handler: Handler, invocation: Invocation): Promise<BootstrapMessage> {
  try {
    const result = await handler(JSON.parse(invocation.event), buildContext(invocation));
    return { kind: 'answered', payload: JSON.stringify(result) ?? 'null' };
  } catch (error) {
    return { kind: 'failed', error: report('Invoke Error', error) };
  }
}

async function serve(handler: Handler, invocation: Invocation) {
  requestId = invocation.requestId;
  process.env._X_AMZN_TRACE_ID = invocation.traceId;
  const message = await invoke(handler, invocation);
  write.stdout(`${invocation.endOfLogs}\n`);
  write.stderr(`${invocation.endOfLogs}\n`);
  send(message);
}

async function main() {
  decorateConsole();
  process.on('disconnect', () => process.exit());
  process.on('uncaughtException', (error) => crash('Uncaught Exception', error, EXIT_UNCAUGHT_EXCEPTION));
  process.on('unhandledRejection', (reason) => {
    const error = new RuntimeError('Runtime.UnhandledPromiseRejection', String(reason));
    crash('Unhandled Promise Rejection', error, EXIT_UNHANDLED_REJECTION);
  });
  const handler = await loadHandler();
  process.on('message', (invocation: Invocation) => void serve(handler, invocation));
  send({ kind: 'ready' });
}

main().catch((error: unknown) => crash('Uncaught Exception', error, 1));
