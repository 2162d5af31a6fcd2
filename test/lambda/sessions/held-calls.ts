import { Server, ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpAnswer, HttpRequest, toJsonAnswer, readRequest } from '../../../local/connect/protocol/http-exchange';

const NOT_FORWARDED = ['host', 'connection', 'content-length', 'transfer-encoding', 'expect'];

export type Service = 'connect' | 'participant' | 'dynamodb' | 'sqs' | 'pause';

/** A call that an execution environment has made, and that waits to be forwarded and answered. */
export interface HeldCall {
  readonly service: Service;
  readonly request: HttpRequest;
  /** Called when the environment has hung up. */
  readonly onGone: (listener: () => void) => void;
  /** No answer at all resets the connection. */
  readonly answer: (answer: HttpAnswer | undefined) => void;
}

export type OnCall = (call: HeldCall) => void;

/** Stands between execution environments and what they call, and hands each call to whoever plays with the environment. */
export class HeldCalls {
  static async listen(): Promise<HeldCalls> {
    const calls = new HeldCalls();
    await new Promise<void>((resolve) => { calls.server.listen(0, '127.0.0.1', resolve); });
    return calls;
  }

  private readonly holders = new Map<string, OnCall>();
  private readonly server: Server = createServer((message, response) => void readRequest(message).then((request) => {
    if (!request) return;
    const [, environment, service, ...path] = request.path.split('/');
    this.holders.get(environment)!({
      service: service as Service,
      request: { ...request, path: `/${path.join('/')}` },
      onGone: (listener) => response.once('close', listener),
      answer: (answer) => send(response, answer),
    });
  }));

  endpoint(environment: string, service: Service): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/${environment}/${service}`;
  }

  /** From now on `onCall` gets the calls of this environment. */
  hold(environment: string, onCall: OnCall): void {
    this.holders.set(environment, onCall);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => { this.server.close(resolve); });
  }
}

/** What the service behind the endpoint says. */
export async function forward(endpoint: string, { method, path, headers, body }: HttpRequest): Promise<HttpAnswer> {
  const forwarded = Object.entries(headers).filter(([name]) => !NOT_FORWARDED.includes(name)) as [string, string][];
  const response = await fetch(endpoint + path, { method, headers: forwarded, body: method === 'GET' ? undefined : body });
  const { headers: { 'Content-Type': _, ...own } } = toJsonAnswer(response.status, undefined);
  return {
    status: response.status,
    headers: { ...own, ...Object.fromEntries(['content-type', 'x-amzn-errortype'].map((name) => [name, response.headers.get(name)]).filter(([, value]) => value)) },
    body: await response.text(),
  };
}

function send(response: ServerResponse, answer: HttpAnswer | undefined): void {
  if (answer) response.writeHead(answer.status, answer.headers).end(answer.body);
  else response.socket?.resetAndDestroy();
}
