export interface RateLimit {
  readonly requestsPerSecond: number;
  /** How many requests may come at once. */
  readonly burst: number;
}

/** Limits the rate of requests as AWS does: each request takes a token, and tokens come back at a steady rate. */
export class TokenBucket {
  private tokens: number;
  private refilledAt: number;

  /** @param now current time in milliseconds */
  constructor(private readonly limit: RateLimit, private readonly now: () => number = Date.now) {
    this.tokens = limit.burst;
    this.refilledAt = now();
  }

  /** @returns whether the request is within the limit */
  take(): boolean {
    const now = this.now();
    this.tokens = Math.min(this.limit.burst, this.tokens + ((now - this.refilledAt) / 1000) * this.limit.requestsPerSecond);
    this.refilledAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
