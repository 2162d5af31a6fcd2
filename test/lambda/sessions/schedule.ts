/**
 * What becomes of one step of a request: its process may die before or after it, the service may fail, say no, or do
 * what was asked and its answer be lost.
 */
export const FATES = ['done', 'crashBefore', 'crashAfter', 'fails', 'refused', 'answerLost'] as const;
export type Fate = (typeof FATES)[number];

/** One thing that a request waits for. */
export interface Step<T> {
  perform(): Promise<T>;
  /** What the request is told instead of the outcome. */
  failure(fate: Fate): Promise<T>;
  /** The request's process dies. */
  crash?(): Promise<void>;
}

/** A request, by the steps that it waits for; while it waits for none it is at work. */
export type Turn = Set<object>;

/** Lets requests go on one step at a time, in the order that a test says, so that a run can be repeated. */
export class Schedule {
  private readonly held: ((fate: Fate) => Promise<void>)[] = [];
  private readonly turns = new Set<Turn>();
  private wake = (): void => undefined;

  /** How many steps wait for their turn. */
  get waiting(): number {
    return this.held.length;
  }

  /** A request begins. */
  begin(): Turn {
    const turn: Turn = new Set();
    this.turns.add(turn);
    return turn;
  }

  /** Whether the request is neither answered nor dead. */
  isOpen(turn: Turn): boolean {
    return this.turns.has(turn);
  }

  /** The request is answered, or dead. */
  end(turn: Turn): void {
    this.turns.delete(turn);
    this.wake();
  }

  /** Resolves when every request is answered, dead, or at its next step. */
  async settled(): Promise<void> {
    while ([...this.turns].some((turn) => turn.size === 0)) await new Promise<void>((resolve) => { this.wake = resolve; });
  }

  /** Waits until the step is run. A crash leaves the caller waiting for ever. */
  async step<T>(turn: Turn, step: Step<T>): Promise<T> {
    turn.add(step);
    this.wake();
    return new Promise<T>((resolve, reject) => {
      this.held.push(async (fate) => {
        const isPerformed = ['done', 'crashAfter', 'answerLost'].includes(fate);
        const outcome = isPerformed ? await settle(step.perform()) : undefined;
        const isWaitedFor = turn.has(step);
        if (fate === 'crashBefore' || fate === 'crashAfter') {
          if (isWaitedFor) await this.crash(turn, step);
          return;
        }
        const told = fate === 'done' ? outcome! : await settle(step.failure(fate));
        this.leave(turn, step);
        if ('value' in told) resolve(told.value);
        else reject(told.error);
      });
    });
  }

  /** The request goes on without waiting for the step any more, which is run later all the same. */
  leave(turn: Turn, step: object): void {
    turn.delete(step);
  }

  /** Runs one of the waiting steps, and lets its request come to its next one. */
  async runOne(choice: number, fate: Fate): Promise<void> {
    if (this.held.length === 0) return;
    const [run] = this.held.splice(choice % this.held.length, 1);
    await run(fate);
    await this.settled();
  }

  private async crash(turn: Turn, step: { crash?(): Promise<void> }): Promise<void> {
    this.end(turn);
    await step.crash?.();
  }
}

async function settle<T>(outcome: Promise<T>): Promise<{ value: T } | { error: unknown }> {
  return outcome.then((value) => ({ value }), (error: unknown) => ({ error }));
}
