import { StartChatContact$ } from '@aws-sdk/client-connect';
import type { StartChatContactCommandOutput, StartChatContactRequest } from '@aws-sdk/client-connect';
import { AwsRestJsonProtocol } from '@aws-sdk/core/protocols';
import { MAX_ATTEMPTS_PER_CALL, connectRetryStrategy } from './retries';
import { AwsService } from '../../aws/aws-service';

// Connect may start the chat although the attempt timed out, so the function waits long for a slow answer. The rest of the
// request's 10 s is for a second attempt, which gets the same chat because it has the same client token.
const ATTEMPT_TIMEOUT_MS = 7000;
const CONNECTION_TIMEOUT_MS = 1500;

/** Starts one chat. */
export type StartChatContact = (request: StartChatContactRequest, abortSignal: AbortSignal) => Promise<StartChatContactCommandOutput>;

export function createStartChatContact(region: string, environment: NodeJS.ProcessEnv): StartChatContact {
  const connect = createConnectClient(region, environment);
  return (request, abortSignal) => connect.call(StartChatContact$, request, abortSignal);
}

export function createConnectClient(region: string, environment: NodeJS.ProcessEnv): AwsService {
  return new AwsService({
    name: 'connect',
    region,
    protocol: new AwsRestJsonProtocol({ defaultNamespace: 'com.amazonaws.connect' }),
    maxAttempts: MAX_ATTEMPTS_PER_CALL,
    retryStrategy: connectRetryStrategy,
    timeoutsMs: { connection: CONNECTION_TIMEOUT_MS, attempt: ATTEMPT_TIMEOUT_MS },
  }, environment);
}
