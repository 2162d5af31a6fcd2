import { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';

const CHAT = JSON.stringify({ ContactId: 'contact', ParticipantId: 'participant', ParticipantToken: 'token' });
const HANDLE_KEY = JSON.stringify({ KeyId: 'key', MacAlgorithm: 'HMAC_SHA_256', Mac: Buffer.alloc(32, 1).toString('base64') });

/** Answers at once what Connect, KMS and DynamoDB would, over TLS, so that a measurement holds the functions' time only. */
export class AwsStub {
  static async start(): Promise<AwsStub> {
    const certificate = await generate([{ name: 'commonName', value: 'localhost' }], {
      extensions: [{ name: 'basicConstraints', cA: true }, { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
    });
    const server = createServer({ key: certificate.private, cert: certificate.cert }, (request, reply) => answer(request, reply));
    server.keepAliveTimeout = 60_000;
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    return new AwsStub(server, certificate.cert);
  }

  private constructor(private readonly server: Server, readonly certificate: string) {}

  get url(): string {
    return `https://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function answer(request: IncomingMessage, reply: ServerResponse): void {
  request.resume().on('end', () => reply.writeHead(200, { 'Content-Type': 'application/json' }).end(answerTo(request)));
}

function answerTo({ headers }: IncomingMessage): string {
  const target = headers['x-amz-target'];
  if (target === undefined) return CHAT;
  return target === 'TrentService.GenerateMac' ? HANDLE_KEY : '{}';
}
