import { createHmac, randomBytes } from 'node:crypto';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { LoopbackServer } from '../../http/loopback-server';

interface GenerateMacRequest {
  readonly KeyId: string;
  readonly Message: string;
  readonly MacAlgorithm: string;
}

/**
 * Stands in for AWS KMS. It has the one operation that the start-chat function calls, GenerateMac, and makes a key for each key id.
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateMac.html
 */
export class LocalKms {
  static async start(): Promise<LocalKms> {
    const kms = new LocalKms();
    await kms.server.listen();
    return kms;
  }

  /** The number of requests so far. */
  calls = 0;
  behaviour: 'ANSWERS' | 'FAILS' | 'HANGS' = 'ANSWERS';
  private readonly secret = randomBytes(32);
  private readonly server = new LoopbackServer(createServer((request, reply) => {
    this.answer(request, reply).catch(() => reply.writeHead(500).end());
  }));

  get endpoint(): string {
    return this.server.origin;
  }

  async close() {
    await this.server.close();
  }

  private async answer(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const body = JSON.parse(await text(request)) as GenerateMacRequest;
    this.calls += 1;
    if (this.behaviour === 'HANGS') return;
    if (this.behaviour === 'FAILS') return send(reply, 500, { __type: 'KMSInternalException' });
    if (request.headers['x-amz-target'] !== 'TrentService.GenerateMac' || body.MacAlgorithm !== 'HMAC_SHA_256') {
      return send(reply, 400, { __type: 'UnsupportedOperationException' });
    }
    const key = createHmac('sha256', this.secret).update(body.KeyId).digest();
    const Mac = createHmac('sha256', key).update(Buffer.from(body.Message, 'base64')).digest('base64');
    return send(reply, 200, { KeyId: body.KeyId, Mac, MacAlgorithm: body.MacAlgorithm });
  }
}

function send(reply: ServerResponse, status: number, body: object): void {
  reply.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
}
