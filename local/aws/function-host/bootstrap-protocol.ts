/** What the host and the bootstrap in the child process say to each other over IPC. */
export interface Invocation {
  readonly requestId: string;
  /** The event as JSON text. */
  readonly event: string;
  readonly deadline: number;
  readonly functionArn: string;
  readonly traceId: string;
  /** Line that the bootstrap writes to stdout and stderr after the handler's own lines, so that none of them is missed. */
  readonly endOfLogs: string;
}

export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
}

export type BootstrapMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answered'; readonly payload: string }
  | { readonly kind: 'failed'; readonly error: FunctionError }
  /** The environment ends: the handler could not be loaded, or an error was caught by nobody. */
  | { readonly kind: 'crashed'; readonly error: FunctionError };
