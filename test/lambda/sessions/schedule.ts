/** What becomes of one step of a request: the process may die before or after it, the step may fail, or its answer may be lost. */
export type Fate = 'done' | 'crashBefore' | 'crashAfter' | 'fails' | 'answerLost';

interface Step {
  readonly run: (fate: Fate) => Promise<void>;
}

/** Lets requests go on one step at a time, in the order that a test says, so that a run can be repeated exactly. */
export class Schedule {
  private readonly steps: Step[] = [];

  /** How many requests wait for their next step. */
  get waiting(): number {
    return this.steps.length;
  }

  /** Waits for its turn. A crash leaves the caller waiting for ever. */
  async step<T>(perform: () => Promise<T>, failure: () => Error): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.steps.push({
        run: async (fate) => {
          if (fate === 'crashBefore') return;
          if (fate === 'fails') return reject(failure());
          const outcome = await perform().then((value) => () => resolve(value), (error: unknown) => () => reject(error));
          if (fate === 'crashAfter') return;
          if (fate === 'answerLost') return reject(failure());
          outcome();
        },
      });
    });
  }

  /** Runs one of the waiting steps, and lets its request come to its next one. */
  async runOne(choice: number, fate: Fate): Promise<void> {
    if (this.steps.length === 0) return;
    const [step] = this.steps.splice(choice % this.steps.length, 1);
    await step.run(fate);
    await new Promise(setImmediate);
  }
}
