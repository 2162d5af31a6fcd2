import { type AppAccess, readAppAccess } from './app-access';
import { findRestApi } from './find-rest-api';
import { StartedParts } from './started-parts';
import { AUTHORIZE_JWT_ENVIRONMENT } from '../../src/shared/environment';
import { LocalTables } from '../aws/dynamodb/local-tables';
import { type EventTarget, readEventRules, routeEvent } from '../aws/event-bridge/event-rules';
import { FunctionHost, type InvocationResult } from '../aws/function-host/function-host';
import { LocalIssuer } from '../aws/issuer/local-issuer';
import { createUserPoolTokenVerifier } from '../aws/issuer/user-pool-tokens';
import { LocalKms } from '../aws/kms/local-kms';
import { listNotSimulated } from '../aws/rest-api/not-simulated';
import { RestApiServer } from '../aws/rest-api/rest-api-server';
import type { LocalCredentials } from '../aws/rest-api/sigv4-authorizer';
import { EventSources } from '../aws/sqs/event-sources';
import { LocalSqs } from '../aws/sqs/local-sqs';
import { listNotSimulatedQueueing } from '../aws/sqs/not-simulated';
import { FunctionDefinition, readFunctions } from '../aws/template/function-definition';
import type { Clock } from '../connect/contact-centre/clock';

export interface LocalAppOptions {
  /** The folder that `cdk synth` wrote. */
  readonly assembly: string;
  /** @default - all stacks are searched */
  readonly stackName?: string;
  /** The URL at which the functions call Amazon Connect. */
  readonly connectEndpoint: string;
  /** @default - any free port */
  readonly port?: number;
  /** Signs the customers' tokens. @default - a new one, which is closed with the app */
  readonly issuer?: LocalIssuer;
  /** Has the keys of resume handles. @default - a new one, which is closed with the app */
  readonly kms?: LocalKms;
  /** The DynamoDB tables of the session store. @default - new ones, which are closed with the app */
  readonly tables?: LocalTables;
  /** The clock of the new `sqs`. @default - the machine's time */
  readonly clock?: Clock;
  /** Has the template's queues. @default - a new one, which is closed with the app */
  readonly sqs?: LocalSqs;
  /** Called with each log line of the functions, and with each line of the API's access log. */
  readonly onLog?: (line: string) => void;
}

export interface LocalApp {
  /** URL of the API's stage, with a trailing slash, as in the stack's output. */
  readonly url: string;
  /** The access key that methods with IAM authorization accept. */
  readonly credentials: LocalCredentials;
  readonly region: string;
  /** Signs the tokens that methods for signed-in customers accept. */
  readonly issuer: LocalIssuer;
  /** Who may start a chat. Undefined for an API without a start-chat method. */
  readonly access?: AppAccess;
  /** Resources and properties of the template that have an effect in AWS, but not on this machine. */
  readonly notSimulated: string[];
  /** Sends a contact event to the functions whose rules match it. Rejects when a function fails. Unlike in Lambda, there are no retries. */
  sendContactEvent(event: unknown): Promise<void>;
  close(): Promise<void>;
}

/** Only this process accepts them. */
const CREDENTIALS: LocalCredentials = { accessKeyId: 'AKIALOCALACCESSKEY00', secretAccessKey: 'local-secret-access-key' };

/** Runs a synthesized app's REST API and functions on 127.0.0.1. */
export async function startLocalApp(options: LocalAppOptions): Promise<LocalApp> {
  const onLog = options.onLog ?? (() => undefined);
  const parts = new StartedParts();
  try {
    const sqs = options.sqs ?? parts.add(await LocalSqs.start({ clock: options.clock, onLog }));
    const api = findRestApi(options.assembly, options.stackName, sqs.endpoint);
    const { stack, definition } = api;
    const access = readAppAccess(api);
    const issuer = options.issuer ?? parts.add(await LocalIssuer.start());
    issuer.customers = access?.kind === 'TOKEN' ? access.customers : undefined;
    const kms = options.kms ?? parts.add(await LocalKms.start());
    const tables = options.tables ?? parts.add(new LocalTables());
    const endpoints = {
      AWS_ENDPOINT_URL_CONNECT: options.connectEndpoint,
      AWS_ENDPOINT_URL_CONNECTPARTICIPANT: options.connectEndpoint,
      AWS_ENDPOINT_URL_DYNAMODB: await tables.createTables(stack.template),
      AWS_ENDPOINT_URL_KMS: kms.endpoint,
      AWS_ENDPOINT_URL_SQS: sqs.endpoint,
    };
    const functions = new Map(readFunctions(stack).map((fn) => {
      const environment = { ...fn.environment, ...endpoints, ...buildIssuerVariables(issuer, fn) };
      const host = parts.add(new FunctionHost({ ...fn, region: definition.region, onLog, environment }));
      return [fn.functionArn, async (event: unknown) => host.invoke(event)];
    }));
    const otherQueues = sqs.createQueues(stack.template);
    const eventSources = parts.add(new EventSources({ template: stack.template, sqs, functions, onLog }));
    const server = parts.add(await RestApiServer.start({
      definition,
      functions,
      credentials: CREDENTIALS,
      verifyUserPoolToken: createUserPoolTokenVerifier(issuer),
      port: options.port,
      onAccessLog: onLog,
      onError: (error) => onLog(`The local REST API failed: ${error instanceof Error ? error.name : 'unknown error'}`),
    }));
    const rules = readEventRules(stack.template);
    const targets = new Map([...functions].map(([arn, invoke]) => [arn, rejectOnFailure(invoke)]));
    return {
      url: server.url,
      credentials: CREDENTIALS,
      region: definition.region,
      issuer,
      access,
      sendContactEvent: async (event) => routeEvent(event, rules, targets),
      notSimulated: [
        ...listNotSimulated(stack.template),
        ...listNotSimulatedQueueing(stack.template, [...otherQueues, ...eventSources.notSimulated]),
      ],
      close: async () => parts.close(),
    };
  } catch (error) {
    await parts.close();
    throw error;
  }
}

function rejectOnFailure(invoke: (event: unknown) => Promise<InvocationResult>): EventTarget {
  return async (event) => {
    const { functionError } = await invoke(event);
    if (functionError) throw new Error(`A function failed with ${functionError.errorType}`);
  };
}

/** A function that checks tokens fetches the public key from the local issuer. */
function buildIssuerVariables({ jwksUri }: LocalIssuer, { environment }: FunctionDefinition): Record<string, string> {
  return environment[AUTHORIZE_JWT_ENVIRONMENT.issuer] ? { [AUTHORIZE_JWT_ENVIRONMENT.jwksUri]: jwksUri } : {};
}
