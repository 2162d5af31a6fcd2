/** The issuer was asked for its keys a moment ago, and is not asked again yet. */
export class IssuerJustAskedError extends Error {}

const HOUR_MS = 3_600_000;
/** From this age on keys are fetched again, so that a key which the issuer has withdrawn is not trusted for long. */
const REFRESH_AGE_MS = HOUR_MS;
/** Lambda freezes the function between requests. When requests are rare, a fetch in the background may never end: from this age on a request waits for it. */
const WAIT_AGE_MS = 2 * HOUR_MS;
/** Anybody can send tokens with unknown key ids. They cause at most one fetch in this time, and no new key waits longer than this. */
const REFETCH_INTERVAL_MS = 5000;

/** Decides when the issuer's keys are fetched. It compares times and sets no timers, which stop while Lambda freezes the function. */
export class IssuerKeys {
  private fetchedAt?: number;
  private refetchedAt = -Infinity;
  private fetching?: Promise<void>;

  constructor(private readonly fetchKeys: () => Promise<void>) {}

  /** Waits for the fetch if there are no keys yet, or only very old ones. Old keys stay in use while the issuer does not answer. */
  async ensureFetched(): Promise<void> {
    if (this.fetchedAt === undefined) return this.fetch();
    const now = Date.now();
    const age = now - this.fetchedAt;
    if (age < REFRESH_AGE_MS) return;
    const refreshed = this.refetch(now).catch(() => undefined);
    if (age >= WAIT_AGE_MS) await refreshed;
  }

  /**
   * For a token whose key is unknown.
   *
   * @param since keys that were fetched after this time are new enough
   * @throws IssuerJustAskedError when the issuer was asked less than 5 s ago
   */
  async refetch(since: number): Promise<void> {
    if (this.fetchedAt !== undefined && this.fetchedAt >= since) return;
    if (!this.fetching) {
      if (Date.now() - this.refetchedAt < REFETCH_INTERVAL_MS) throw new IssuerJustAskedError();
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
