import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** One request as it came over the wire. */
export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** Without an answer, the connection is reset. */
export type Answer = { readonly status: number; readonly headers?: Record<string, string>; readonly body: string } | undefined;

/** Stands in for AWS. A request's first path segment names who sent it. */
export class Recorder {
  static async listen(): Promise<Recorder> {
    const recorder = new Recorder();
    await new Promise<void>((resolve) => { recorder.server.listen(0, '127.0.0.1', resolve); });
    return recorder;
  }

  private requests: { sender: string; request: Recorded }[] = [];
  private answers: readonly Answer[] = [];
  private readonly server = createServer((message, response) => void buffer(message).then((body) => {
    const [, sender, path] = /^\/(\w+)(\/.*)$/.exec(message.url!)!;
    const answer = this.answers[Math.min(this.sentBy(sender).length, this.answers.length - 1)];
    this.requests.push({ sender, request: { method: message.method!, path, headers: message.headers as Record<string, string>, body } });
    if (answer) response.writeHead(answer.status, answer.headers).end(answer.body);
    else response.socket!.resetAndDestroy();
  }));

  endpoint(sender: string): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/${sender}`;
  }

  /** Forgets earlier requests. Each sender then gets these answers one after the other, and after that the last one again. */
  willAnswer(answers: readonly Answer[]): void {
    this.requests = [];
    this.answers = answers;
  }

  sentBy(sender: string): Recorded[] {
    return this.requests.filter((sent) => sent.sender === sender).map(({ request }) => request);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => { this.server.close(resolve); });
  }
}
