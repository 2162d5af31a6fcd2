/** The simulator's clock. It shows the machine's time until a test or a person advances it to avoid waiting. */
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
