import { ConnectClient, StartChatContactCommand } from '@aws-sdk/client-connect';
import type { StartChatContactRequest, StartChatContactResponse } from '@aws-sdk/client-connect';
import { boundedRetries } from './bounded-retries';
import { lambdaCredentials } from './lambda-credentials';

// Two attempts that hang, the wait between them and a cold start fit into the 12 s that a client is promised.
const ATTEMPT_TIMEOUT_MS = 4000;
const CONNECTION_TIMEOUT_MS = 1500;

const REHEARSED_REQUEST: StartChatContactRequest = {
  InstanceId: 'rehearsal',
  ContactFlowId: 'rehearsal',
  ParticipantDetails: { DisplayName: 'Rehearsal' },
  Attributes: { customerName: 'Rehearsal' },
  SupportedMessagingContentTypes: ['text/plain'],
  ClientToken: 'rehearsal',
};
const REHEARSED_ANSWER = { ContactId: 'rehearsal', ParticipantId: 'rehearsal', ParticipantToken: 'rehearsal' };

/** Starts one chat. `onAttempt` is called before each attempt, retries included. */
export type StartChatContact = (
  request: StartChatContactRequest,
  abortSignal: AbortSignal,
  onAttempt: () => void,
) => Promise<StartChatContactResponse>;

export function connectClientIn(region: string): ConnectClient {
  return new ConnectClient({
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
}

export function startChatContactWith(client: ConnectClient): StartChatContact {
  return (request, abortSignal, onAttempt) => {
    const command = new StartChatContactCommand(request);
    command.middlewareStack.add((next) => (args) => {
      onAttempt();
      return next(args);
    }, { step: 'deserialize' });
    return client.send(command, { abortSignal });
  };
}

/**
 * Plays one call through the client up to the network, and an answer back. Node compiles code when it first runs: so
 * it does while the environment starts, and not when the first customer waits.
 */
export async function rehearse(client: ConnectClient): Promise<StartChatContactResponse> {
  const command = new StartChatContactCommand(REHEARSED_REQUEST);
  const response = { statusCode: 200, headers: {}, body: Buffer.from(JSON.stringify(REHEARSED_ANSWER)) };
  command.middlewareStack.add(() => async () => ({ response, output: { $metadata: {} } }), { step: 'deserialize' });
  return client.send(command);
}
