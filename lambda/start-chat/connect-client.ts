import { ConnectClient, StartChatContactCommand } from '@aws-sdk/client-connect';
import type { StartChatContactCommandOutput, StartChatContactRequest } from '@aws-sdk/client-connect';
import { boundedRetries } from './bounded-retries';
import { lambdaCredentials } from './lambda-credentials';

// Two attempts that hang, the wait between them and a cold start fit into the 12 s that a client is promised.
const ATTEMPT_TIMEOUT_MS = 4000;
const CONNECTION_TIMEOUT_MS = 1500;

/** Starts one chat. */
export type StartChatContact = (request: StartChatContactRequest, abortSignal: AbortSignal) => Promise<StartChatContactCommandOutput>;

export function startChatContactIn(region: string): StartChatContact {
  const client = new ConnectClient({
    region,
    credentials: lambdaCredentials,
    retryStrategy: boundedRetries,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: ATTEMPT_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      socketTimeout: ATTEMPT_TIMEOUT_MS,
    },
  });
  return (request, abortSignal) => client.send(new StartChatContactCommand(request), { abortSignal });
}
