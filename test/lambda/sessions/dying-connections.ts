import { AddressInfo, Socket, connect, createServer } from 'node:net';

/** A relay whose connections die silently, as they do while a function is frozen: only the next bytes show it. */
export class DyingConnections {
  static async listen(endpoint: string): Promise<DyingConnections> {
    const relay = new DyingConnections(Number(new URL(endpoint).port));
    await new Promise<void>((resolve) => { relay.server.listen(0, '127.0.0.1', resolve); });
    return relay;
  }

  private readonly open = new Set<Socket>();
  private readonly dead = new Set<Socket>();
  private readonly server = createServer((socket) => this.relay(socket));

  private constructor(private readonly port: number) {}

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** @returns how many connections will be reset when they are used again */
  die(): number {
    const dying = [...this.open];
    this.open.clear();
    dying.forEach((socket) => this.dead.add(socket));
    for (const socket of dying) socket.unpipe().once('data', () => socket.resetAndDestroy()).resume();
    return dying.length;
  }

  async close(): Promise<void> {
    for (const socket of [...this.open, ...this.dead]) socket.destroy();
    await new Promise((resolve) => { this.server.close(resolve); });
  }

  private relay(socket: Socket): void {
    const onward = connect(this.port, '127.0.0.1');
    this.open.add(socket);
    for (const end of [socket, onward]) end.on('error', () => undefined).on('close', () => { this.open.delete(socket); socket.destroy(); onward.destroy(); });
    socket.pipe(onward).pipe(socket);
  }
}
