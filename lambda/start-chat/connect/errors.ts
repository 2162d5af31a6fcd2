import { FailureCode } from '../contract/failure';

/** What the SDK throws, as far as the function reads it. */
interface ConnectError {
  readonly name?: unknown;
  readonly code?: unknown;
  /** Set when the error was made from Connect's answer; its other members are then whatever the answer said. */
  readonly $fault?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
  readonly $response?: { readonly statusCode?: number };
}

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
  const error = toConnectError(thrown);
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
  return [400, 404].includes(getStatus(toConnectError(thrown))) && code !== 'TooManyRequests' && code !== 'ConcurrentChatLimit';
}

/** Whether Connect refused the first attempt, and so made no contact. An earlier attempt whose answer was lost may have made one. */
export function isRefusedAtOnce(thrown: unknown): boolean {
  return countAttempts(thrown) === 1 && REFUSALS.includes(classifyError(thrown));
}

/** The error's name, or Node's code for it, to be logged. Any other name may come from an answer that quotes the request. */
export function getErrorName(thrown: unknown): string {
  const error = toConnectError(thrown);
  if (isSocketError(error)) return String(error.code);
  return typeof error.name === 'string' && /^\w{0,64}(?:Exception|Error)$/.test(error.name) ? error.name : 'UnknownError';
}

/** Whether the error was made from an answer of Connect, whose words it then holds. */
export function isMadeFromAnswer(thrown: unknown): boolean {
  return toConnectError(thrown).$metadata?.httpStatusCode !== undefined;
}

/** How many attempts a call took, by the SDK's count in its answer or error. */
export function countAttempts(outcome: unknown): number {
  return toConnectError(outcome).$metadata?.attempts ?? 1;
}

function toConnectError(thrown: unknown): ConnectError {
  return typeof thrown === 'object' && thrown !== null ? thrown : {};
}

function getStatus(error: ConnectError): number {
  return error.$metadata?.httpStatusCode ?? error.$response?.statusCode ?? 0;
}

// Node's own errors carry a code such as ECONNRESET, ENOTFOUND or HPE_INVALID_CONSTANT; ERR_INVALID_… is a programming error.
function isSocketError(error: ConnectError): boolean {
  return error.$fault === undefined && typeof error.code === 'string' && !error.code.startsWith('ERR_INVALID_');
}
