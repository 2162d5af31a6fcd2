import { countAttempts, getStatus, isSocketError, toCallError } from '../../aws/call-error';
import { FailureCode } from '../contract/failure';

const CODES_BY_NAME: ReadonlyMap<string, FailureCode> = new Map([
  ['LimitExceededException', 'ConcurrentChatLimit'],
  ['TooManyRequestsException', 'TooManyRequests'],
  ['ThrottlingException', 'TooManyRequests'],
  ['InvalidRequestException', 'ChatRejected'],
  ['InvalidParameterException', 'ChatRejected'],
  // Of other operations, for a client token that comes again with other parameters.
  ['IdempotencyException', 'ChatRejected'],
  ['ResourceNotFoundException', 'Misconfigured'],
  ['AccessDeniedException', 'Misconfigured'],
  ['InternalServiceException', 'ConnectUnavailable'],
  ['TimeoutError', 'ConnectUnreachable'],
  ['AbortError', 'ConnectUnreachable'],
]);

const REFUSALS: readonly FailureCode[] = ['ChatRejected', 'Misconfigured', 'TooManyRequests', 'ConcurrentChatLimit'];

/** Which row of the contract's table an error of StartChatContact belongs to, when there is no source contact. */
export function classifyError(thrown: unknown): FailureCode {
  const error = toCallError(thrown);
  const byName = CODES_BY_NAME.get(String(error.name));
  if (byName) return byName;
  const status = getStatus(error);
  if (status === 429) return 'TooManyRequests';
  if (status >= 500) return 'ConnectUnavailable';
  return isSocketError(error) ? 'ConnectUnreachable' : 'InternalError';
}

/**
 * Connect does not document how it refuses a source contact. A 400 or 404 to a request with one is taken for that, but
 * not a rate limit, which can have status 400, too.
 */
export function isRequestRefused(thrown: unknown): boolean {
  const code = classifyError(thrown);
  return [400, 404].includes(getStatus(toCallError(thrown))) && code !== 'TooManyRequests' && code !== 'ConcurrentChatLimit';
}

/** Whether Connect refused the first attempt, and so made no contact. An earlier attempt whose answer was lost may have made one. */
export function isRefusedAtOnce(thrown: unknown): boolean {
  return countAttempts(thrown) === 1 && REFUSALS.includes(classifyError(thrown));
}
