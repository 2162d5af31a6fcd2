import { IssuerUnreachableError } from './issuer';

const HOUR_MS = 3_600_000;
/** From this age on keys are fetched anew, so that a key which the issuer has withdrawn is not trusted for long. */
const REFRESH_AGE_MS = HOUR_MS;
/** Lambda freezes the function between requests. Where they come seldom, a fetch beside them may never end: one of them waits for it. */
const WAIT_AGE_MS = 2 * HOUR_MS;
/** Anybody can make up tokens with unknown keys. They cost the issuer no more than one fetch in this time, and hide a new key no longer. */
const REFETCH_INTERVAL_MS = 5000;

/** When the issuer is asked for its keys. Time is the clock's: timers stand still while Lambda freezes the function. */
export class IssuerKeys {
  private fetchedAt?: number;
  private refetchedAt = -Infinity;
  private fetching?: Promise<void>;

  constructor(private readonly fetchKeys: () => Promise<void>) {}

  /** Waits when there are no keys, or very old ones. Old keys stay in use when the issuer has no answer. */
  async ready(): Promise<void> {
    if (this.fetchedAt === undefined) return this.fetch();
    const now = Date.now();
    const age = now - this.fetchedAt;
    if (age < REFRESH_AGE_MS) return;
    const refreshed = this.refetch(now).catch(() => undefined);
    if (age >= WAIT_AGE_MS) await refreshed;
  }

  /**
   * For a token whose key is not among the known ones.
   *
   * @param since keys that were fetched since then are new enough
   * @throws IssuerUnreachableError when the issuer has no answer, or was asked a moment ago
   */
  async refetch(since: number): Promise<void> {
    if (this.fetchedAt !== undefined && this.fetchedAt >= since) return;
    if (!this.fetching) {
      if (Date.now() - this.refetchedAt < REFETCH_INTERVAL_MS) throw new IssuerUnreachableError('The issuer was asked for its keys a moment ago.');
      this.refetchedAt = Date.now();
    }
    await this.fetch();
  }

  private async fetch(): Promise<void> {
    this.fetching ??= this.fetchKeys()
      .then(() => { this.fetchedAt = Date.now(); })
      .finally(() => { this.fetching = undefined; });
    return this.fetching;
  }
}
