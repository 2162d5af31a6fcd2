export interface Closable {
  close(): Promise<void>;
}

/** Parts that were started. Closing them starts with the latest one, and is necessary also when the next part fails to start. */
export class StartedParts implements Closable {
  private readonly parts: Closable[] = [];

  add<T extends Closable>(part: T): T {
    this.parts.push(part);
    return part;
  }

  async close(): Promise<void> {
    for (let part = this.parts.pop(); part; part = this.parts.pop()) await part.close();
  }
}
