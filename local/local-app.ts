import { FunctionHost } from './function-host/function-host';
import { notSimulated } from './rest-api/not-simulated';
import { readRestApis } from './rest-api/read-rest-apis';
import type { RestApiDefinition } from './rest-api/rest-api-definition';
import { RestApiServer } from './rest-api/rest-api-server';
import type { LocalCredentials } from './rest-api/sigv4-authorizer';
import { AssemblyStack, readAssembly } from './template/assembly';
import { FunctionDefinition, readFunctions } from './template/function-definition';

export interface LocalAppOptions {
  /** Folder that `cdk synth` wrote. */
  readonly assembly: string;
  /** Where the functions reach Amazon Connect. */
  readonly connectEndpoint: string;
  /** @default - one that is free */
  readonly port?: number;
  /** Called with each line of the functions and of the API's access log, and with each thing that is not simulated. */
  readonly onLog?: (line: string) => void;
}

export interface LocalApp {
  /** Root of the API's stage, with a trailing slash, as in the stack's output. */
  readonly url: string;
  /** What an IAM-authorized method accepts. */
  readonly credentials: LocalCredentials;
  readonly region: string;
  /** What API Gateway would do for this template and this machine does not. */
  readonly notSimulated: string[];
  close(): Promise<void>;
}

/** They open nothing but this process. */
const CREDENTIALS: LocalCredentials = { accessKeyId: 'AKIALOCALACCESSKEY00', secretAccessKey: 'local-secret-access-key' };

/** Runs the REST API of a synthesized app, with its functions, on 127.0.0.1. */
export async function startLocalApp(options: LocalAppOptions): Promise<LocalApp> {
  const { stack, definition } = findRestApi(options.assembly);
  const onLog = options.onLog ?? (() => undefined);
  const gaps = notSimulated(stack.template);
  gaps.forEach((gap) => onLog(`Not simulated: ${gap}`));

  const hosts = new Map(readFunctions(stack).map((fn) => [fn.functionArn, hostOf(fn, definition.region, options)]));
  const functions = new Map([...hosts].map(([arn, host]) => [arn, async (event: unknown) => host.invoke(event)]));
  const server = await RestApiServer.start({
    definition,
    functions,
    credentials: CREDENTIALS,
    port: options.port,
    onAccessLog: onLog,
    onError: (error) => onLog(`The local REST API failed: ${error instanceof Error ? error.name : 'unknown error'}`),
  });
  return {
    url: server.url,
    credentials: CREDENTIALS,
    region: definition.region,
    notSimulated: gaps,
    close: async () => {
      await server.close();
      await Promise.all([...hosts.values()].map(async (host) => host.close()));
    },
  };
}

function hostOf(fn: FunctionDefinition, region: string, { connectEndpoint, onLog }: LocalAppOptions): FunctionHost {
  return new FunctionHost({ ...fn, region, onLog, environment: { ...fn.environment, AWS_ENDPOINT_URL_CONNECT: connectEndpoint } });
}

function findRestApi(assembly: string): { stack: AssemblyStack; definition: RestApiDefinition } {
  const found = readAssembly(assembly).flatMap((stack) => readRestApis(stack.template).map((definition) => ({ stack, definition })));
  if (found.length === 1) return found[0];
  if (found.length === 0) throw new Error(`${assembly} holds no REST API with a stage: synthesize an app with one, for example with PersistentChat`);
  const names = found.map(({ stack, definition }) => `${stack.template.environment.stackName}/${definition.apiId} (stage ${definition.stage.name})`);
  throw new Error(`${assembly} holds ${found.length} stages of REST APIs, and one can run at a time: ${names.join(', ')}`);
}
