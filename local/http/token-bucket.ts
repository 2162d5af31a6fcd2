import type { Clock } from '../connect/contact-centre/clock';

export interface Rate {
  readonly requestsPerSecond: number;
  readonly burst: number;
}

/** A token bucket, as AWS limits the rate of an operation. */
export class RateLimit {
  private tokens: number;
  private refilledAt: number;

  constructor(private readonly rate: Rate, private readonly clock: Clock) {
    this.tokens = rate.burst;
    this.refilledAt = clock.now();
  }

  /** @returns whether the request is within the limit */
  take(): boolean {
    const now = this.clock.now();
    this.tokens = Math.min(this.rate.burst, this.tokens + ((now - this.refilledAt) / 1000) * this.rate.requestsPerSecond);
    this.refilledAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
