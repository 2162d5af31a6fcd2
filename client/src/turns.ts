interface Locks {
  request<T>(name: string, options: { signal?: AbortSignal }, work: () => Promise<T>): Promise<T>;
}

export type InTurn = <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/** Runs one piece of work after the other: in all tabs where there are Web Locks, else in this client. */
export function takeTurns(name: string): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  const inThisClient: InTurn = (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };

  return async (work, signal) => {
    const { document, navigator } = globalThis as { document?: unknown; navigator?: { locks?: Locks } };
    // Those of Node would let the customers of a server wait for each other.
    const locks = document ? navigator?.locks : undefined;
    if (!locks) return inThisClient(work);
    let began = false;
    try {
      return await locks.request(name, signal ? { signal } : {}, () => {
        began = true;
        return work();
      });
    } catch (error) {
      // A page may not be allowed to use locks.
      if (began || signal?.aborted) throw error;
      return inThisClient(work);
    }
  };
}
