/** What a browser's `localStorage`, and React Native's `AsyncStorage`, can do. */
export interface ChatStorage {
  getItem(key: string): string | null | undefined | Promise<string | null | undefined>;
  setItem(key: string, value: string): unknown;
  removeItem(key: string): unknown;
}

/** A record in the storage that belongs to one customer, or to visitors who have not signed in. */
export interface CustomerRecord<T> {
  /** Returns an empty record when there is none, or when it is another customer's. */
  read(): Promise<T>;
  write(record: T): Promise<void>;
  /** Removes the record, also another customer's. */
  remove(): Promise<void>;
  /** Removes the record of another customer. */
  removeOthers(): Promise<void>;
}

/**
 * The window's `localStorage`. A page may not be allowed to use it. Outside a window there is none that belongs to one customer:
 * that of Node is shared by all requests of a server.
 */
export function findBrowserStorage(): ChatStorage | undefined {
  try {
    const { document, localStorage } = globalThis as { document?: unknown; localStorage?: ChatStorage };
    return document ? localStorage : undefined;
  } catch {
    return undefined;
  }
}

/** Uses memory where there is no storage, while it cannot be read, and for good once it takes nothing: it may be full or blocked. */
export function openRecord<T extends object>(key: string, customer = '', storage = findBrowserStorage()): CustomerRecord<T> {
  let memory = '';

  const attempt = async <R>(work: (working: ChatStorage) => R): Promise<R | undefined> => {
    const working = storage;
    try {
      return working && await work(working);
    } catch {
      storage = undefined;
      // What is left there would be out of date.
      await Promise.resolve(working).then((failed) => failed?.removeItem(key)).catch(() => undefined);
      return undefined;
    }
  };
  const load = async (): Promise<{ of?: string; record: T } | undefined> => {
    let text: string | null | undefined = memory;
    try {
      if (storage) text = await storage.getItem(key);
    } catch {
      // What is stored there may be read again later.
    }
    try {
      return JSON.parse(text || 'null') ?? undefined;
    } catch {
      return undefined;
    }
  };
  const remove = async () => {
    memory = '';
    await attempt((working) => working.removeItem(key));
  };

  return {
    remove,
    read: async () => {
      const kept = await load();
      return (kept?.of === customer && kept.record) || {} as T;
    },
    write: async (record) => {
      memory = JSON.stringify({ of: customer, record });
      await attempt((working) => working.setItem(key, memory));
    },
    removeOthers: async () => {
      const kept = await load();
      if (kept && kept.of !== customer) await remove();
    },
  };
}
