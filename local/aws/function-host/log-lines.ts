import type { Readable } from 'node:stream';

/** Splits a stream into lines, and can wait for a given line. */
export class LogLines {
  private rest = '';
  private awaited?: { readonly line: string; readonly seen: () => void };

  constructor(stream: Readable, private readonly onLine: (line: string) => void) {
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => this.add(chunk));
    stream.on('end', () => {
      if (this.rest) this.onLine(this.rest);
      this.awaited?.seen();
    });
  }

  /** Resolves when `line` was read or the stream has ended. `onLine` is not called for this line. */
  async waitFor(line: string): Promise<void> {
    return new Promise((seen) => { this.awaited = { line, seen }; });
  }

  private add(chunk: string) {
    const lines = (this.rest + chunk).split('\n');
    this.rest = lines.pop()!;
    lines.forEach((line) => this.handLine(line));
  }

  private handLine(line: string) {
    if (!this.awaited || !line.endsWith(this.awaited.line)) return this.onLine(line);
    const unfinished = line.slice(0, -this.awaited.line.length);
    if (unfinished) this.onLine(unfinished);
    this.awaited.seen();
  }
}
