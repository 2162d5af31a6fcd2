import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SigningKey } from '../../../local/aws/issuer/signing-key';

/** Where an issuer publishes its keys, as it goes in real life: now and then it is slow, or broken. */
export class KeyServer {
  static async start(...keys: SigningKey[]): Promise<KeyServer> {
    const server = new KeyServer(keys);
    await new Promise<void>((resolve) => { server.http.listen(0, '127.0.0.1', resolve); });
    return server;
  }

  state: 'answers' | 'hangs' | 'fails' = 'answers';
  /** What it publishes in place of its keys. */
  published?: unknown[];
  readonly requests: IncomingMessage[] = [];
  private readonly http = createServer((request, reply) => this.receive(request, reply));
  private waiting: ServerResponse[] = [];

  private constructor(public keys: SigningKey[]) {}

  /** Called when it is asked while it hangs. */
  onHang: () => unknown = () => undefined;

  get origin(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  get jwksUri(): string {
    return `${this.origin}/keys`;
  }

  /** Answers what has been waiting, if its client still does. */
  recover() {
    this.state = 'answers';
    this.waiting.splice(0).forEach((reply) => this.answer(reply));
  }

  async close() {
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
  }

  private receive(request: IncomingMessage, reply: ServerResponse): void {
    this.requests.push(request);
    if (this.state !== 'hangs') return this.answer(reply);
    this.waiting.push(reply);
    this.onHang();
  }

  private answer(reply: ServerResponse): void {
    reply.writeHead(this.state === 'fails' ? 503 : 200).end(JSON.stringify({ keys: this.published ?? this.keys.map(({ jwk }) => jwk) }));
  }
}
