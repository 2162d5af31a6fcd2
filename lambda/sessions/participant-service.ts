import { resolveEndpoint } from '../aws/endpoint';
import { StartChatFailure } from '../start-chat/contract/failure';

const MAX_ATTEMPTS = 2;
const ATTEMPT_TIMEOUT_MS = 1500;

/** The participant service of Amazon Connect. Only it knows whether a chat still runs. */
export interface ParticipantService {
  /** @returns a connection token, or undefined when the chat has ended */
  connect(participantToken: string): Promise<string | undefined>;
  /** Ends the customer's part in a running chat. */
  disconnect(connectionToken: string): Promise<void>;
}

/**
 * Its calls have a bearer token instead of a signature, so that no client of the SDK is needed. Bodies and tokens never
 * reach an error. https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CreateParticipantConnection.html
 */
export function createParticipantService(region: string, environment: NodeJS.ProcessEnv, deadline: AbortSignal): ParticipantService {
  const post = async (path: string, bearer: string, body: object) => {
    // Resolved at each call: a function whose endpoint is wrong must still answer.
    const endpoint = resolveEndpoint('connectparticipant', region, environment).href.replace(/\/$/, '');
    return callWithRetry(async () => fetch(`${endpoint}/participant/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Amz-Bearer': bearer },
      body: JSON.stringify(body),
      signal: AbortSignal.any([AbortSignal.timeout(ATTEMPT_TIMEOUT_MS), deadline]),
    }));
  };
  return {
    async connect(participantToken) {
      const response = await post('connection', participantToken, { Type: ['CONNECTION_CREDENTIALS'] });
      if (response.status === 403) return undefined;
      if (!response.ok) throw new StartChatFailure('ConnectUnavailable');
      const body = await response.json().catch(() => undefined) as { ConnectionCredentials?: { ConnectionToken?: string } } | undefined;
      const connectionToken = body?.ConnectionCredentials?.ConnectionToken;
      if (!connectionToken) throw new StartChatFailure('ConnectUnavailable');
      return connectionToken;
    },
    async disconnect(connectionToken) {
      const response = await post('disconnect', connectionToken, {});
      if (!response.ok && response.status !== 403) throw new StartChatFailure('ConnectUnavailable');
    },
  };
}

async function callWithRetry(call: () => Promise<Response>, attemptsLeft = MAX_ATTEMPTS): Promise<Response> {
  const response = await call().catch(() => undefined);
  if (response && response.status < 500 && response.status !== 429) return response;
  if (attemptsLeft > 1) return callWithRetry(call, attemptsLeft - 1);
  if (!response) throw new StartChatFailure('ConnectUnreachable');
  throw new StartChatFailure(response.status === 429 ? 'TooManyRequests' : 'ConnectUnavailable');
}
