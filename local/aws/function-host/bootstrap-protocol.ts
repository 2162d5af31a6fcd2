/** The message from the host to the bootstrap in the child process, over IPC. */
export interface Invocation {
  readonly requestId: string;
  /** The event as JSON text. */
  readonly event: string;
  readonly deadline: number;
  readonly functionArn: string;
  readonly traceId: string;
  /** The bootstrap writes this line to stdout and stderr after the handler's lines, so that the host knows when it has read them all. */
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
  /** The process ends: the handler could not be loaded, or an error was not caught. */
  | { readonly kind: 'crashed'; readonly error: FunctionError };
