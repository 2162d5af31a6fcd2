import type { Liveness } from './decide-session';
import { resolveEndpoint } from '../aws/endpoint';
import { StartChatFailure } from '../start-chat/contract/failure';

const MAX_ATTEMPTS = 2;
const ATTEMPT_TIMEOUT_MS = 1500;

/** The participant service of Amazon Connect. Only it knows whether a chat still runs. */
export interface ParticipantService {
  connect(participantToken: string): Promise<Liveness>;
  /** Disconnects the customer from a running chat. A refusal is not an error, because a retry would be refused, too. */
  disconnect(connectionToken: string): Promise<void>;
}

/** The fields of an answer that are read. */
interface Answer {
  readonly ConnectionCredentials?: { readonly ConnectionToken?: string };
  readonly __type?: unknown;
  readonly code?: unknown;
}

/**
 * Its calls have a bearer token instead of a signature, so that no client of the SDK is needed. Bodies and tokens never
 * reach an error. https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CreateParticipantConnection.html
 *
 * @param hasDisconnectFlow whether a customer who leaves the agent is in a disconnect flow then, such as a survey, and has to leave that, too
 */
export function createParticipantService(
  region: string, environment: NodeJS.ProcessEnv, deadline: AbortSignal, hasDisconnectFlow = false,
): ParticipantService {
  const post = async (path: string, bearer: string, body: object) => {
    // Resolved at each call, because a function whose endpoint is wrong must still answer its requests.
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
      const answer = await response.json().catch(() => undefined) as Answer | null | undefined;
      if (isRefusal(response)) return { state: isAccessDenied(response, answer) ? 'ENDED' : 'UNKNOWN' };
      const connectionToken = answer?.ConnectionCredentials?.ConnectionToken;
      if (!response.ok || !connectionToken) throw new StartChatFailure('ConnectUnavailable');
      return { state: 'RUNNING', connectionToken };
    },
    async disconnect(connectionToken) {
      for (let calls = hasDisconnectFlow ? 2 : 1; calls > 0; calls -= 1) {
        const response = await post('disconnect', connectionToken, {});
        if (isRefusal(response)) return;
        if (!response.ok) throw new StartChatFailure('ConnectUnavailable');
      }
    },
  };
}

function isRefusal({ status }: Response): boolean {
  return status >= 400 && status < 500;
}

/** Whether Connect itself denies access. Its answer has the error's name; a proxy's answer with status 403 does not. */
function isAccessDenied({ status, headers }: Response, answer: Answer | null | undefined): boolean {
  const type = headers.get('x-amzn-errortype') ?? answer?.code ?? answer?.__type;
  // A namespace can come before the name, and a URL after it. https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
  return status === 403 && typeof type === 'string' && /^(?:[^#:]*#)?AccessDeniedException(?::|$)/.test(type);
}

async function callWithRetry(call: () => Promise<Response>, attemptsLeft = MAX_ATTEMPTS): Promise<Response> {
  const response = await call().catch(() => undefined);
  if (response && response.status < 500 && response.status !== 429) return response;
  if (attemptsLeft > 1) return callWithRetry(call, attemptsLeft - 1);
  if (!response) throw new StartChatFailure('ConnectUnreachable');
  throw new StartChatFailure(response.status === 429 ? 'TooManyRequests' : 'ConnectUnavailable');
}
