/** Gets the key of the resume handles that are made in a period. */
export type GetHandleKey = (period: number) => Promise<Uint8Array>;

// Long enough that requests do not each wait for a service that does not answer. It counts from the call: an execution
// environment that was frozen meanwhile calls again at once.
const FAILURE_KEPT_MS = 10_000;

/** Gets each key once, and keeps it while the function is warm. A failure is kept for a short while. */
export function keepKeys(getKey: GetHandleKey): GetHandleKey {
  const keys = new Map<number, Promise<Uint8Array>>();
  const getAndKeep = async (period: number) => {
    const key = getKey(period);
    const failureKept = new Promise<void>((resolve) => { setTimeout(resolve, FAILURE_KEPT_MS).unref(); });
    key.catch(async () => {
      await failureKept;
      keys.delete(period);
    });
    keys.set(period, key);
    return key;
  };
  return async (period) => keys.get(period) ?? getAndKeep(period);
}
