// Loaded into a function's process before the function. No time passes there but what a test lets pass: see moved-clock.ts.
import { createRequire } from 'node:module';
import { connect, Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** A timer that takes less is a pause between two attempts, in which nothing else happens: it is over at once. */
const SHORTEST_TIMEOUT_MS = 1000;

export const realNow = Date.now;
export const timersPromises = createRequire(`${process.cwd()}/`)('node:timers/promises') as { setTimeout: unknown };
const realClearTimeout = globalThis.clearTimeout;
const running = new Set<MovedTimeout>();
let passedMs = 0;

class MovedTimeout {
  dueAt = 0;

  constructor(private readonly ms: number, readonly callback: () => void) {
    this.refresh();
  }

  refresh(): this {
    this.dueAt = passedMs + this.ms;
    running.add(this);
    return this;
  }

  close(): this {
    running.delete(this);
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  hasRef(): boolean {
    return true;
  }
}

function nextTimeout(): MovedTimeout | undefined {
  return [...running].sort((one, other) => one.dueAt - other.dueAt)[0];
}

function passUntil(time: number): void {
  for (let next = nextTimeout(); next && next.dueAt <= time; next = nextTimeout()) {
    passedMs = Math.max(passedMs, next.dueAt);
    next.close().callback();
  }
  passedMs = Math.max(passedMs, time);
}

function setMovedTimeout<A extends unknown[]>(callback: (...args: A) => void, ms = 1, ...args: A): MovedTimeout {
  const timeout = new MovedTimeout(ms, () => callback(...args));
  if (ms < SHORTEST_TIMEOUT_MS) setImmediate(() => { if (running.has(timeout)) passUntil(timeout.dueAt); });
  return timeout;
}

function clearMovedTimeout(timeout: MovedTimeout | NodeJS.Timeout | undefined): void {
  if (timeout instanceof MovedTimeout) timeout.close();
  else realClearTimeout(timeout);
}

function abortSignalAfter(ms: number): AbortSignal {
  const controller = new AbortController();
  new MovedTimeout(ms, () => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')));
  return controller.signal;
}

const ofSockets = new WeakMap<Socket, MovedTimeout>();

function setSocketTimeout(this: Socket, ms: number, callback?: () => void): Socket {
  ofSockets.get(this)?.close();
  if (ms > 0) ofSockets.set(this, new MovedTimeout(ms, () => this.emit('timeout')));
  if (callback && ms > 0) this.once('timeout', callback);
  else if (callback) this.off('timeout', callback);
  return this;
}

Date.now = () => realNow() + passedMs;
Object.assign(globalThis, { setTimeout: setMovedTimeout, clearTimeout: clearMovedTimeout });
AbortSignal.timeout = abortSignalAfter;
Socket.prototype.setTimeout = setSocketTimeout;
timersPromises.setTimeout = async (ms: number) => new Promise<void>((resolve) => { setMovedTimeout(() => resolve(), ms); });

/** What came before is dealt with first. */
function afterwards(action: () => void): void {
  setImmediate(() => setImmediate(action));
}

if (process.env.CLOCK_PORT) {
  const control = connect(Number(process.env.CLOCK_PORT), '127.0.0.1').unref();
  createInterface({ input: control }).on('line', (command) => afterwards(() => {
    const [ms, atMostInAllMs] = command.split(' ').map(Number);
    passUntil(Math.min(passedMs + ms, atMostInAllMs));
    control.write(`${passedMs}\n`);
  }));
}
