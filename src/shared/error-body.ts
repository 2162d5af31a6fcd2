export interface ErrorBody {
  readonly data: { readonly Error: { readonly code: string; readonly message: string } };
  readonly message: string;
  readonly requestId: string;
}

/** The body of every error answer, as the contract has it. */
export function buildErrorBody(code: string, message: string, requestId: string): ErrorBody {
  return { data: { Error: { code, message } }, message, requestId };
}
