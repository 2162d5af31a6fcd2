import { StartChatFailure } from '../start-chat/contract/failure';

const ATTEMPTS = 2;
const ATTEMPT_TIMEOUT_MS = 1500;

/** The participant service of Amazon Connect, which alone knows whether a chat still runs. */
export interface ParticipantService {
  /** @returns a connection token, or undefined when the chat has ended */
  connect(participantToken: string): Promise<string | undefined>;
  /** Ends the customer's part in a running chat. */
  disconnect(connectionToken: string): Promise<void>;
}

/**
 * Its calls carry a bearer token instead of a signature, so that no client of the SDK is needed. Bodies and tokens never
 * reach an error. https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CreateParticipantConnection.html
 */
export function participantServiceAt(endpoint: string, deadline: AbortSignal): ParticipantService {
  const post = async (path: string, bearer: string, body: object) => answered(() => fetch(`${endpoint}/participant/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Amz-Bearer': bearer },
    body: JSON.stringify(body),
    signal: AbortSignal.any([AbortSignal.timeout(ATTEMPT_TIMEOUT_MS), deadline]),
  }));
  return {
    async connect(participantToken) {
      const answer = await post('connection', participantToken, { Type: ['CONNECTION_CREDENTIALS'] });
      if (answer.status === 403) return undefined;
      if (!answer.ok) throw new StartChatFailure('ConnectUnavailable');
      const body = await answer.json().catch(() => undefined) as { ConnectionCredentials?: { ConnectionToken?: string } } | undefined;
      const connectionToken = body?.ConnectionCredentials?.ConnectionToken;
      if (!connectionToken) throw new StartChatFailure('ConnectUnavailable');
      return connectionToken;
    },
    async disconnect(connectionToken) {
      const answer = await post('disconnect', connectionToken, {});
      if (!answer.ok && answer.status !== 403) throw new StartChatFailure('ConnectUnavailable');
    },
  };
}

async function answered(call: () => Promise<Response>, attemptsLeft = ATTEMPTS): Promise<Response> {
  const answer = await call().catch(() => undefined);
  if (answer && answer.status < 500 && answer.status !== 429) return answer;
  if (attemptsLeft > 1) return answered(call, attemptsLeft - 1);
  if (!answer) throw new StartChatFailure('ConnectUnreachable');
  throw new StartChatFailure(answer.status === 429 ? 'TooManyRequests' : 'ConnectUnavailable');
}
