import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { AgentDesk } from './agent-desk';
import { DeskStream } from './desk-stream';
import type { PageFiles } from './page-file';
import type { PageSettings } from './page-settings';
import { buildSecurityHeaders } from './security-headers';
import { answerControl, CONTROL_PATH } from '../connect/control-api';
import { readRequest } from '../connect/protocol/http-exchange';
import type { ConnectSimulator } from '../connect/simulator';
import { LoopbackServer } from '../http/loopback-server';
import { isFromOwnPage } from '../http/request-source';

/** What the page shows. It may change while the server runs. */
export interface PageContent {
  readonly files: PageFiles;
  readonly settings: PageSettings;
  readonly simulator: ConnectSimulator;
}

/**
 * Serves a page on 127.0.0.1, and the contact centre's control API for it. It listens before it has content, because the
 * app must be synthesized with the page's origin as an allowed origin.
 */
export class PageServer {
  static async listen(port = 0): Promise<PageServer> {
    const page = new PageServer();
    await page.server.listen(port);
    return page;
  }

  private readonly server = new LoopbackServer(createServer((message, response) => void this.serve(message, response)));
  private content?: PageContent;
  private stream?: DeskStream;

  private constructor() {}

  get origin(): string {
    return this.server.origin;
  }

  show(content: PageContent): void {
    if (content.simulator !== this.content?.simulator) {
      this.stream?.close();
      this.stream = new DeskStream(new AgentDesk(content.simulator));
    }
    this.content = content;
  }

  async close(): Promise<void> {
    this.stream?.close();
    await this.server.close();
  }

  private async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isFromOwnPage(message)) return send(response, 403, {}, '');
    if (!this.content || !this.stream) return void response.writeHead(503).end();
    const { files, settings, simulator } = this.content;
    const request = await readRequest(message);
    if (!request) return;

    const path = new URL(request.path, this.origin).pathname;
    if (path === '/desk/stream') return this.stream.open(response);
    if (path === '/settings.json') return send(response, 200, { 'Content-Type': 'application/json' }, JSON.stringify(settings));
    if (path.startsWith(`${CONTROL_PATH}/`)) {
      const { status, headers, body } = await answerControl(request, simulator);
      return send(response, status, headers, body);
    }
    if (request.method !== 'GET' || !Object.hasOwn(files, path)) return send(response, 404, {}, '');
    send(response, 200, { ...buildSecurityHeaders(settings), 'Content-Type': files[path].type }, files[path].body);
  }
}

function send(response: ServerResponse, status: number, headers: Record<string, string>, body: string | Buffer): void {
  response.writeHead(status, headers).end(body);
}
