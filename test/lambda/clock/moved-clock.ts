import { once } from 'node:events';
import { type AddressInfo, type Socket, createServer } from 'node:net';
import { join } from 'node:path';
import { type Interface, createInterface } from 'node:readline';
import { preloading } from './preloading';

/** Variables of a function in whose process no time passes: its timers never fire, and it does not wait between two attempts. */
export const NO_TIME_PASSES = preloading(join(__dirname, 'preload-timers.ts'));

/** The clock of one function's process. Its timers fire when a test lets time pass, however slow the machine is. */
export class MovedClock {
  static async listen(): Promise<MovedClock> {
    const clock = new MovedClock();
    await new Promise<void>((resolve) => { clock.server.listen(0, '127.0.0.1', resolve); });
    return clock;
  }

  /** How much time has passed. */
  passedMs = 0;
  private readonly server = createServer();
  private readonly connected: Promise<unknown>;
  private socket?: Socket;
  private lines?: Interface;
  private moving: Promise<unknown> = Promise.resolve();

  private constructor() {
    this.connected = once(this.server, 'connection').then(([socket]: Socket[]) => {
      // A process that is killed resets the connection.
      this.socket = socket.on('error', () => undefined);
      this.lines = createInterface({ input: socket }).on('error', () => undefined);
    });
  }

  /** Variables of the function. */
  get environment(): Record<string, string> {
    return { ...NO_TIME_PASSES, CLOCK_PORT: String((this.server.address() as AddressInfo).port) };
  }

  /** Lets time pass, until this much has passed in all at most. What has been sent to the process by now comes first. */
  async pass(ms: number, atMostInAllMs = Infinity): Promise<void> {
    const moved = this.moving.then(async () => this.move(ms, atMostInAllMs));
    this.moving = moved;
    return moved;
  }

  async close(): Promise<void> {
    this.server.close();
    this.socket?.destroy();
  }

  private async move(...command: number[]): Promise<void> {
    await this.connected;
    this.socket!.write(`${command.join(' ')}\n`);
    this.passedMs = Number(await new Promise<string>((resolve) => { this.lines!.once('line', resolve); }));
  }
}
