import { IncomingMessage, ServerResponse, createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** How the stub answers one attempt at StartChatContact. */
export type Reply = (response: ServerResponse) => unknown;

export interface Attempt {
  readonly method?: string;
  readonly path?: string;
  readonly authorization?: string;
  readonly body: Record<string, unknown>;
}

/** An HTTP server in Connect's place that says what a test tells it to say, and keeps what it was sent. */
export class ConnectStub {
  readonly attempts: Attempt[] = [];
  private replies: Reply[] = [];
  private readonly server = createServer((request, response) => { void this.serve(request, response); });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => { this.server.listen(0, '127.0.0.1', resolve); });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Forgets earlier attempts and answers the next ones in this order; the last reply is repeated. */
  willReply(...replies: Reply[]) {
    this.attempts.length = 0;
    this.replies = replies;
  }

  async close() {
    this.server.closeAllConnections();
    await new Promise((resolve) => { this.server.close(resolve); });
  }

  private async serve(request: IncomingMessage, response: ServerResponse) {
    const body = JSON.parse(await text(request) || '{}') as Record<string, unknown>;
    this.attempts.push({ method: request.method, path: request.url, authorization: request.headers.authorization, body });
    const reply = this.replies.length > 1 ? this.replies.shift() : this.replies[0];
    reply?.(response);
  }
}

export function chatStarted(chat: Record<string, string | undefined> = {}): Reply {
  return json(200, { ContactId: 'contact-1', ParticipantId: 'participant-1', ParticipantToken: 'token-1', ...chat });
}

export function connectError(status: number, name: string, message = 'Something that Connect says'): Reply {
  return json(status, { message }, { 'x-amzn-errortype': name });
}

export function htmlPage(status: number): Reply {
  return (response) => response.writeHead(status, { 'content-type': 'text/html' }).end('<html><body>It broke</body></html>');
}

export const connectionReset: Reply = (response) => response.socket?.resetAndDestroy();

export const noAnswer: Reply = () => undefined;

/** Sends the head of an answer and never the rest of it. */
export const halfAnAnswer: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' }).write('{"ContactId":');
};

export const cutOff: Reply = (response) => {
  halfAnAnswer(response);
  setImmediate(() => response.socket?.destroy());
};

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return (response) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
