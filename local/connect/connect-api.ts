import type { Instance } from './contact-centre/instance';
import { describeContact, type RecordState, validateDescribeContact } from './contact-record/describe-contact';
import { ConnectError } from './protocol/connect-error';
import { ConstraintError } from './protocol/constraints';
import { toEpochSeconds } from './protocol/epoch-seconds';
import { toErrorAnswer, type HttpAnswer, type HttpRequest, toJsonAnswer, parseJson } from './protocol/http-exchange';
import {
  type AssociationState, createPersistentContactAssociation, validateAssociation,
} from './rehydration/persistent-contact-association';
import { type ChatState, startChatContact } from './start-chat/start-chat-contact';
import { validateStartChat } from './start-chat/start-chat-request';
import type { TokenBucket } from '../http/token-bucket';

/** Operations whose rate is limited by itself. StartChatContact has `QuotaLimits`. */
export type LimitedConnectOperation = 'CreatePersistentContactAssociation' | 'DescribeContact';

export interface ConnectState extends ChatState, AssociationState, RecordState {
  readonly instance: Instance;
  readonly connectRates: Readonly<Record<LimitedConnectOperation, TokenBucket>>;
}

interface Operation {
  readonly method: string;
  readonly path: RegExp;

  /** @param labels what the path names, in its order */
  answer(request: HttpRequest, labels: readonly string[], state: ConnectState): unknown;
}

const OPERATIONS: readonly Operation[] = [
  {
    method: 'PUT',
    path: /^\/contact\/chat$/,
    answer: (request, _labels, state) => {
      const region = readSignedRegion(request);
      state.quotas.countRequest();
      return startChatContact(validateStartChat(parseJson(request.body)), region, state);
    },
  },
  {
    method: 'POST',
    path: /^\/contact\/persistent-contact-association\/([^/]+)\/([^/]+)$/,
    answer: (request, [InstanceId, InitialContactId], state) => {
      const region = readSignedRegion(request);
      requireToken(state.connectRates.CreatePersistentContactAssociation);
      const body = Object(parseJson(request.body)) as object;
      return createPersistentContactAssociation(validateAssociation({ ...body, InstanceId, InitialContactId }), region, state);
    },
  },
  {
    method: 'GET',
    path: /^\/contacts\/([^/]+)\/([^/]+)$/,
    answer: (request, [InstanceId, ContactId], state) => {
      const region = readSignedRegion(request);
      requireToken(state.connectRates.DescribeContact);
      return describeContact(validateDescribeContact({ InstanceId, ContactId }), region, state);
    },
  },
];

/** Answers a request as Amazon Connect's API does. */
export function answerConnect(request: HttpRequest, state: ConnectState): HttpAnswer {
  try {
    return toJsonAnswer(200, toEpochSeconds(answerOperation(request, state)));
  } catch (error) {
    const { status, name, message } = toConnectError(error, state);
    return toErrorAnswer(status, name, message);
  }
}

function answerOperation(request: HttpRequest, state: ConnectState): unknown {
  for (const { method, path, answer } of OPERATIONS) {
    const match = method === request.method ? path.exec(request.path) : null;
    if (match) return answer(request, match.slice(1).map(decodeURIComponent), state);
  }
  throw new ConnectError('UnknownOperationException', 'This operation is not simulated');
}

function toConnectError(error: unknown, { assumptions }: ConnectState): ConnectError {
  if (error instanceof ConstraintError) return new ConnectError(assumptions.invalidRequest, error.message);
  if (error instanceof ConnectError) return error;
  if (error instanceof URIError) return new ConnectError('SerializationException', 'The path is not encoded');
  throw error;
}

/** Reads the Region that the request was signed for. The signature is not checked, because the caller has no AWS credentials. */
function readSignedRegion({ headers }: HttpRequest): string {
  const scope = /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/([^/]+)\/connect\/aws4_request,/.exec(headers.authorization ?? '');
  if (!scope) throw new ConnectError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  return scope[1];
}

function requireToken(bucket: TokenBucket): void {
  if (!bucket.take()) throw new ConnectError('ThrottlingException', 'Rate exceeded');
}
