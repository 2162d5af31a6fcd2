/** The contract's body of an error, with the request id as API Gateway fills it in. */
export function errorBody(code: string, message: string): string {
  return JSON.stringify({ data: { Error: { code, message } }, message, requestId: '$context.requestId' });
}
