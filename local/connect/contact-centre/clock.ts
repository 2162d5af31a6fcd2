/** Longer times do not fit into a timer of Node. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

interface Alarm {
  readonly at: number;
  readonly ring: () => Promise<void>;
}

/** The simulator's clock. It shows the machine's time until a test or a person advances it to avoid waiting. */
export class Clock {
  private advancedMs = 0;
  private readonly alarms = new Set<Alarm>();
  private readonly ringing = new Set<Promise<void>>();
  private timer?: NodeJS.Timeout;
  private passing: Promise<void> = Promise.resolve();

  constructor(private readonly source: () => number = Date.now) {}

  now(): number {
    return this.source() + this.advancedMs;
  }

  /** Sets the clock forward at once. Alarms within that time ring afterwards, and late. */
  advance(seconds: number): void {
    this.advancedMs += seconds * 1000;
    this.startTimer();
  }

  /**
   * Lets time pass without waiting for it: each alarm within that time rings at its own time, also one that is set meanwhile.
   * Resolves when all of them have done their work.
   */
  async letPass(seconds: number): Promise<void> {
    this.passing = this.passing.then(async () => this.ringUntil(this.now() + seconds * 1000));
    await this.passing;
  }

  /**
   * Calls `ring` when the clock shows the time `at`, in milliseconds since 1970.
   *
   * @param ring must not reject
   * @returns a function that cancels the alarm
   */
  setAlarm(at: number, ring: () => Promise<void>): () => void {
    const alarm = { at, ring };
    this.alarms.add(alarm);
    this.startTimer();
    return () => {
      this.alarms.delete(alarm);
      this.startTimer();
    };
  }

  private async ringUntil(end: number): Promise<void> {
    await this.waitForRinging();
    for (let alarm = this.findNextAlarm(); alarm && alarm.at <= end; alarm = this.findNextAlarm()) {
      this.advanceTo(alarm.at);
      this.ring(alarm);
      await this.waitForRinging();
    }
    this.advanceTo(end);
  }

  private advanceTo(time: number): void {
    this.advance(Math.max(0, time - this.now()) / 1000);
  }

  private findNextAlarm(): Alarm | undefined {
    return this.listAlarms().at(0);
  }

  private listAlarms(): Alarm[] {
    return [...this.alarms].sort((left, right) => left.at - right.at);
  }

  private ring(alarm: Alarm): void {
    this.alarms.delete(alarm);
    const rung = alarm.ring().finally(() => this.ringing.delete(rung));
    this.ringing.add(rung);
  }

  private async waitForRinging(): Promise<void> {
    while (this.ringing.size > 0) await Promise.all(this.ringing);
  }

  /** Waits for the next alarm in the machine's time. */
  private startTimer(): void {
    clearTimeout(this.timer);
    const next = this.findNextAlarm();
    if (!next) return;
    const wait = Math.min(Math.max(0, next.at - this.now()), LONGEST_TIMER_MS);
    this.timer = setTimeout(() => {
      this.listAlarms().filter(({ at }) => at <= this.now()).forEach((alarm) => this.ring(alarm));
      this.startTimer();
    }, wait).unref();
  }
}
