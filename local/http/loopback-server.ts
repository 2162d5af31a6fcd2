import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const HOST = '127.0.0.1';

export class PortInUseError extends Error {
  constructor(readonly port: number) {
    super(`Port ${port} of ${HOST} is already in use`);
  }
}

/** An HTTP server that only programs on this machine can reach. */
export class LoopbackServer {
  constructor(private readonly server: Server) {}

  /**
   * @param port 0 for any free port
   * @throws PortInUseError
   */
  async listen(port = 0): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? new PortInUseError(port) : error));
      this.server.listen(port, HOST, resolve);
    });
  }

  /** The server's URL without a path. */
  get origin(): string {
    return `http://${HOST}:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }
}
