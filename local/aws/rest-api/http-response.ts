/** An answer before it is written to the socket. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: [name: string, value: string][];
  readonly body: Buffer;
}
