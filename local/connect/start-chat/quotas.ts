import { type RateLimit, TokenBucket } from '../../http/token-bucket';
import type { Clock } from '../contact-centre/clock';
import type { Contacts } from '../contact-centre/contacts';
import { ConnectError } from '../protocol/connect-error';

/**
 * Quotas of StartChatContact. The rate applies to all instances of the account in the Region.
 *
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
 */
export interface QuotaLimits extends RateLimit {
  /** How many chats may run at the same time in the instance. */
  readonly concurrentChats: number;
}

export const DEFAULT_QUOTAS: QuotaLimits = { requestsPerSecond: 5, burst: 8, concurrentChats: 500 };

export class Quotas {
  private readonly requests: TokenBucket;

  constructor(private readonly limits: QuotaLimits, private readonly contacts: Contacts, clock: Clock) {
    this.requests = new TokenBucket(limits, () => clock.now());
  }

  countRequest(): void {
    if (!this.requests.take()) throw new ConnectError('TooManyRequestsException', 'Too Many Requests');
  }

  requireFreeChat(): void {
    if (this.contacts.countRunning() >= this.limits.concurrentChats) {
      throw new ConnectError('LimitExceededException', 'The quota of concurrent active chats is reached');
    }
  }
}
