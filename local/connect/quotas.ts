import type { Clock } from './clock';
import { ConnectError } from './connect-error';
import type { Contacts } from './contacts';

/** @see https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html */
export interface QuotaLimits {
  /** StartChatContact calls per second, over all instances of the account in the Region. */
  readonly requestsPerSecond: number;
  readonly burst: number;

  /** Chats that may run at a time in the instance. */
  readonly concurrentChats: number;
}

export const DEFAULT_QUOTAS: QuotaLimits = { requestsPerSecond: 5, burst: 8, concurrentChats: 500 };

export class Quotas {
  private tokens: number;
  private refilledAt: number;

  constructor(private readonly limits: QuotaLimits, private readonly contacts: Contacts, private readonly clock: Clock) {
    this.tokens = limits.burst;
    this.refilledAt = clock.now();
  }

  takeRequest(): void {
    const now = this.clock.now();
    this.tokens = Math.min(this.limits.burst, this.tokens + ((now - this.refilledAt) / 1000) * this.limits.requestsPerSecond);
    this.refilledAt = now;
    if (this.tokens < 1) throw new ConnectError('TooManyRequestsException', 'Too Many Requests');
    this.tokens -= 1;
  }

  requireRoomForChat(): void {
    if (this.contacts.countRunning() >= this.limits.concurrentChats) {
      throw new ConnectError('LimitExceededException', 'The quota of concurrent active chats is reached');
    }
  }
}
