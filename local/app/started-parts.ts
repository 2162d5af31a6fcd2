export interface Closable {
  close(): Promise<void>;
}

/** What has been started and has to be closed, the latest first, also when the start of the next part fails. */
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
