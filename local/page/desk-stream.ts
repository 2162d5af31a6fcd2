import type { ServerResponse } from 'node:http';
import type { AgentDesk } from './agent-desk';

/** Agents see changes after this time at most. */
const INTERVAL_MS = 100;

/** Sends the desk's state to all connected pages when it has changed, as server-sent events. */
export class DeskStream {
  private readonly pages = new Map<ServerResponse, string>();
  private timer?: NodeJS.Timeout;

  constructor(private readonly desk: AgentDesk) {}

  open(response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    this.pages.set(response, '');
    response.on('close', () => this.pages.delete(response));
    this.send();
    // The desk changes also when time passes: a chat's duration ends, or a transcript is written.
    this.timer ??= setInterval(() => this.send(), INTERVAL_MS);
  }

  close(): void {
    clearInterval(this.timer);
  }

  private send(): void {
    if (this.pages.size === 0) return;
    const state = JSON.stringify(this.desk.readState());
    for (const [response, sent] of this.pages) {
      if (state !== sent) response.write(`data: ${state}\n\n`);
      this.pages.set(response, state);
    }
  }
}
