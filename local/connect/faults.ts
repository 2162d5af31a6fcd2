/** An HTTP response that the client gets instead of Connect's: a named error, or any body, such as a proxy's HTML page. */
export interface FaultAnswer {
  readonly status: number;
  readonly error?: string;
  readonly body?: string;
}

/**
 * `hang`: the client gets no response. `reset`: the connection is reset before Connect handles the request.
 * `loseAnswer`: Connect handles the request, then the connection is reset before the response.
 */
export type Fault = FaultAnswer | 'hang' | 'reset' | 'loseAnswer';

/** The faults for the next requests, one for each. */
export class Faults {
  private readonly queue: Fault[] = [];

  add(fault: Fault, times: number): void {
    for (let count = 0; count < times; count += 1) this.queue.push(fault);
  }

  next(): Fault | undefined {
    return this.queue.shift();
  }
}
