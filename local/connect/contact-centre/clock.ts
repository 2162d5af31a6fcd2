/** The simulator's time: the machine's clock, which a test or a demo can advance instead of waiting. */
export class Clock {
  private advancedMs = 0;

  constructor(private readonly source: () => number = Date.now) {}

  now(): number {
    return this.source() + this.advancedMs;
  }

  advance(seconds: number): void {
    this.advancedMs += seconds * 1000;
  }
}
