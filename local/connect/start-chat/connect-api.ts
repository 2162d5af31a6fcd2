import { type ChatState, startChatContact } from './start-chat-contact';
import { validateStartChat } from './start-chat-request';
import type { Assumptions } from '../contact-centre/assumptions';
import { ConnectError } from '../protocol/connect-error';
import { ConstraintError } from '../protocol/constraints';
import { toErrorAnswer, type HttpAnswer, type HttpRequest, toJsonAnswer, parseJson } from '../protocol/http-exchange';

type Operation = (request: HttpRequest, state: ChatState) => unknown;

const OPERATIONS: Record<string, Operation> = {
  'PUT /contact/chat': (request, state) => {
    const region = readSignedRegion(request);
    state.quotas.countRequest();
    return startChatContact(validateStartChat(parseJson(request.body)), region, state);
  },
};

/** Answers a request as Amazon Connect's API does. */
export function answerConnect(request: HttpRequest, state: ChatState, assumptions: Assumptions): HttpAnswer {
  try {
    const operation = OPERATIONS[`${request.method} ${request.path}`];
    if (!operation) throw new ConnectError('UnknownOperationException', 'This operation is not simulated');
    return toJsonAnswer(200, operation(request, state));
  } catch (error) {
    const { status, name, message } = toConnectError(error, assumptions);
    return toErrorAnswer(status, name, message);
  }
}

function toConnectError(error: unknown, assumptions: Assumptions): ConnectError {
  if (error instanceof ConstraintError) return new ConnectError(assumptions.invalidRequest, error.message);
  if (error instanceof ConnectError) return error;
  throw error;
}

/** Reads the Region that the request was signed for. The signature is not checked, because the caller has no AWS credentials. */
function readSignedRegion({ headers }: HttpRequest): string {
  const scope = /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/([^/]+)\/connect\/aws4_request,/.exec(headers.authorization ?? '');
  if (!scope) throw new ConnectError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  return scope[1];
}
