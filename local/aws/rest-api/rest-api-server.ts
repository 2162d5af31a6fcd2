import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { toGatewayRequest } from './gateway-request';
import type { HttpResponse } from './http-response';
import { MAX_BODY_BYTES, RestApi, RestApiOptions } from './rest-api';
import { LoopbackServer } from '../../http/loopback-server';

export interface RestApiServerOptions extends RestApiOptions {
  /** @default - any free port */
  readonly port?: number;
  /** Called with an error of the local REST API itself. The client gets a 500. */
  readonly onError?: (error: unknown) => void;
}

/** Serves a REST API on a port of this machine. */
export class RestApiServer {
  static async start(options: RestApiServerOptions): Promise<RestApiServer> {
    const restApi = new RestApi(options);
    const server = new LoopbackServer(createServer((message, reply) => {
      answer(restApi, options, message, reply).catch((error: unknown) => {
        options.onError?.(error);
        reply.writeHead(500).end();
      });
    }));
    await server.listen(options.port);
    return new RestApiServer(server, options.definition.stage.name);
  }

  private constructor(private readonly server: LoopbackServer, private readonly stageName: string) {}

  /** URL of the stage, with a trailing slash. */
  get url(): string {
    return `${this.server.origin}/${this.stageName}/`;
  }

  async close() {
    await this.server.close();
  }
}

async function answer(restApi: RestApi, { definition }: RestApiOptions, message: IncomingMessage, reply: ServerResponse) {
  const body = await readBody(message);
  const { status, headers, body: content } = await restApi.serve(toGatewayRequest(definition, message, body));
  const isTooLarge = body.length > MAX_BODY_BYTES;
  reply.writeHead(status, [...listHeaderLines({ status, headers, body: content }), ...(isTooLarge ? ['Connection', 'close'] : [])]);
  reply.end(content);
}

function listHeaderLines({ status, headers, body }: HttpResponse): string[] {
  const length = status === 204 ? [] : [['Content-Length', String(body.length)]];
  return [...headers, ...length].flat();
}

/** Reads the body, and stops when it is too large. */
async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > MAX_BODY_BYTES) break;
  }
  // A client reads the response only after it has sent the whole body.
  message.resume();
  return Buffer.concat(chunks);
}
