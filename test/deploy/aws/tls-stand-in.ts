import { once } from 'node:events';
import { createServer, request as sendRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const HOST = '127.0.0.1';

/**
 * Passes requests on, marked as received over TLS. The bucket of `cdk bootstrap` and the store's dead-letter queue refuse other
 * requests. With a real TLS server, the local AWS would not find the keys of its own user pools.
 */
export class TlsStandIn {
  static async start(port: number): Promise<TlsStandIn> {
    const server = createServer((request, response) => {
      const headers = { ...request.headers, 'x-forwarded-proto': 'https' };
      const forwarded = sendRequest({ host: HOST, port, method: request.method, path: request.url, headers }, (answer) => {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
      });
      forwarded.once('error', () => response.destroy());
      request.pipe(forwarded);
    }).listen(0, HOST);
    await once(server, 'listening');
    return new TlsStandIn(server);
  }

  private constructor(private readonly server: Server) {}

  get endpoint(): string {
    return `http://${HOST}:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
