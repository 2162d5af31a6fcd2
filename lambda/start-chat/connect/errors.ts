import { countAttempts, getStatus, isSocketError, toCallError } from '../../aws/call-error';
import { FailureCode } from '../contract/failure';

const CODES_BY_NAME: ReadonlyMap<string, FailureCode> = new Map([
  ['LimitExceededException', 'ConcurrentChatLimit'],
  ['TooManyRequestsException', 'TooManyRequests'],
  ['ThrottlingException', 'TooManyRequests'],
  ['InvalidRequestException', 'ChatRejected'],
  ['InvalidParameterException', 'ChatRejected'],
  // Other operations answer it to a client token that is sent again with other parameters.
  ['IdempotencyException', 'ChatRejected'],
  ['ResourceNotFoundException', 'Misconfigured'],
  ['AccessDeniedException', 'Misconfigured'],
  ['InternalServiceException', 'ConnectUnavailable'],
  ['TimeoutError', 'ConnectUnreachable'],
  ['AbortError', 'ConnectUnreachable'],
]);

const REFUSALS: readonly FailureCode[] = ['ChatRejected', 'Misconfigured', 'TooManyRequests', 'ConcurrentChatLimit'];

/** The failure code for an error of StartChatContact when the request has no source contact. */
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
 * Whether Connect refused the source contact, for a request that has one. Connect does not document how it does that, so any
 * 400 or 404 counts, except quotas and rate limits, which can have status 400, too.
 */
export function isRequestRefused(thrown: unknown): boolean {
  const code = classifyError(thrown);
  return [400, 404].includes(getStatus(toCallError(thrown))) && code !== 'TooManyRequests' && code !== 'ConcurrentChatLimit';
}

/** Whether Connect refused the first attempt, so that no contact exists. After a retry, an earlier attempt may have created one. */
export function isRefusedAtOnce(thrown: unknown): boolean {
  return countAttempts(thrown) === 1 && REFUSALS.includes(classifyError(thrown));
}
