/** An HTTP answer that is given in place of Connect's own: an error by name, or any body, such as a proxy's HTML. */
export interface FaultAnswer {
  readonly status: number;
  readonly error?: string;
  readonly body?: string;
}

/**
 * `hang`: no answer. `reset`: the connection is reset before Connect sees the request.
 * `loseAnswer`: Connect serves the request, and the connection is reset before the answer.
 */
export type Fault = FaultAnswer | 'hang' | 'reset' | 'loseAnswer';

/** Faults to come, one for each of the next requests. */
export class Faults {
  private readonly queue: Fault[] = [];

  add(fault: Fault, times: number): void {
    for (let count = 0; count < times; count += 1) this.queue.push(fault);
  }

  next(): Fault | undefined {
    return this.queue.shift();
  }
}
