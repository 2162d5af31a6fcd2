import {
  createParticipantConnection, disconnectParticipant, type ParticipantState, readTranscript, sendEvent, sendMessage,
} from './participant-operations';
import { ConnectError } from '../protocol/connect-error';
import { ConstraintError } from '../protocol/constraints';
import { toErrorAnswer, type HttpAnswer, type HttpRequest, toJsonAnswer, parseJson } from '../protocol/http-exchange';

export const PARTICIPANT_PATH = '/participant';

type Operation = (body: unknown, bearer: string, state: ParticipantState) => unknown;

const OPERATIONS: Record<string, Operation> = {
  '/connection': createParticipantConnection,
  '/transcript': readTranscript,
  '/message': sendMessage,
  '/event': sendEvent,
  '/disconnect': disconnectParticipant,
};

const NOT_SIMULATED = /^\/(start-attachment-upload|complete-attachment-upload|attachment|views\/.+|authentication-url|cancel-authentication)$/;

/** Answers a request as the participant service does: it checks a bearer token instead of a signature, and allows every origin. */
export function answerParticipant(request: HttpRequest, state: ParticipantState): HttpAnswer {
  const answer = request.method === 'OPTIONS' ? { status: 204, headers: {}, body: '' } : answerOperation(request, state);
  return { ...answer, headers: { ...answer.headers, ...buildCorsHeaders(request) } };
}

function answerOperation({ method, path, headers, body }: HttpRequest, state: ParticipantState): HttpAnswer {
  try {
    const operation = findOperation(method, path.slice(PARTICIPANT_PATH.length));
    return toJsonAnswer(200, operation(parseJson(body || '{}'), String(headers['x-amz-bearer'] ?? ''), state));
  } catch (error) {
    if (error instanceof ConstraintError) return toErrorAnswer(400, 'ValidationException', error.message);
    if (error instanceof ConnectError) return toErrorAnswer(error.status, error.name, error.message);
    throw error;
  }
}

function findOperation(method: string, path: string): Operation {
  if (NOT_SIMULATED.test(path)) {
    throw new ConnectError('NotSimulatedException', 'Attachments, views and customer authentication are not simulated');
  }
  if (method !== 'POST' || !Object.hasOwn(OPERATIONS, path)) {
    throw new ConnectError('UnknownOperationException', 'This operation is not simulated');
  }
  return OPERATIONS[path];
}

function buildCorsHeaders({ headers }: HttpRequest): Record<string, string> {
  return {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'POST,OPTIONS',
    'Access-Control-Allow-Headers': String(headers['access-control-request-headers'] ?? '*'),
    'Access-Control-Expose-Headers': 'x-amzn-RequestId,x-amzn-ErrorType',
  };
}
