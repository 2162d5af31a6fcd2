/** The response to a client. Headers may repeat. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: [name: string, value: string][];
  readonly body: Buffer;
}
