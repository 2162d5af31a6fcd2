/** What a call of an AWS service throws, as far as the functions read it. */
interface CallError {
  readonly name?: unknown;
  readonly code?: unknown;
  /** Set when the error was made from the service's answer; its other members are then whatever the answer said. */
  readonly $fault?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
  readonly $response?: { readonly statusCode?: number };
}

export function toCallError(thrown: unknown): CallError {
  return typeof thrown === 'object' && thrown !== null ? thrown : {};
}

/** The error's name, or Node's code for it, to be logged. Any other name may come from an answer that quotes the request. */
export function getErrorName(thrown: unknown): string {
  const error = toCallError(thrown);
  if (isSocketError(error)) return String(error.code);
  return typeof error.name === 'string' && /^\w{0,64}(?:Exception|Error)$/.test(error.name) ? error.name : 'UnknownError';
}

/** Whether the error was made from the service's answer, so that its text may be the service's. */
export function isMadeFromAnswer(thrown: unknown): boolean {
  return toCallError(thrown).$metadata?.httpStatusCode !== undefined;
}

/** How many attempts a call took, by the SDK's count in its answer or error. */
export function countAttempts(outcome: unknown): number {
  return toCallError(outcome).$metadata?.attempts ?? 1;
}

/** @returns the HTTP status of the service's answer, or 0 when there is no answer */
export function getStatus(error: CallError): number {
  return error.$metadata?.httpStatusCode ?? error.$response?.statusCode ?? 0;
}

/** Node's own errors carry a code such as ECONNRESET, ENOTFOUND or HPE_INVALID_CONSTANT; ERR_INVALID_… is a programming error. */
export function isSocketError(error: CallError): boolean {
  return error.$fault === undefined && typeof error.code === 'string' && !error.code.startsWith('ERR_INVALID_');
}
