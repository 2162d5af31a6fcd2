/** The key that the handles of a period are made with. */
export type HandleKeys = (period: number) => Promise<Uint8Array>;

// Long enough that requests do not each wait for a service that is away. It counts from the asking: an execution
// environment that was frozen meanwhile asks again at once.
const FAILURE_KEPT_MS = 10_000;

/** Asks for each key once, and keeps it while the function is warm. That there was none is kept for a short while. */
export function keptKeys(ask: HandleKeys): HandleKeys {
  const keys = new Map<number, Promise<Uint8Array>>();
  const asked = async (period: number) => {
    const key = ask(period);
    const failureKept = new Promise<void>((resolve) => { setTimeout(resolve, FAILURE_KEPT_MS).unref(); });
    key.catch(async () => {
      await failureKept;
      keys.delete(period);
    });
    keys.set(period, key);
    return key;
  };
  return async (period) => keys.get(period) ?? asked(period);
}
