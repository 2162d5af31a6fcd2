import type { Clock } from './clock';
import { ConnectError } from './connect-error';
import type { Contacts } from './contacts';
import { type Rate, RateLimit } from './rate-limit';

/**
 * The rate is that of StartChatContact, over all instances of the account in the Region.
 *
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
 */
export interface QuotaLimits extends Rate {
  /** Chats that may run at a time in the instance. */
  readonly concurrentChats: number;
}

export const DEFAULT_QUOTAS: QuotaLimits = { requestsPerSecond: 5, burst: 8, concurrentChats: 500 };

export class Quotas {
  private readonly rate: RateLimit;

  constructor(private readonly limits: QuotaLimits, private readonly contacts: Contacts, clock: Clock) {
    this.rate = new RateLimit(limits, clock);
  }

  takeRequest(): void {
    if (!this.rate.take()) throw new ConnectError('TooManyRequestsException', 'Too Many Requests');
  }

  requireRoomForChat(): void {
    if (this.contacts.countRunning() >= this.limits.concurrentChats) {
      throw new ConnectError('LimitExceededException', 'The quota of concurrent active chats is reached');
    }
  }
}
