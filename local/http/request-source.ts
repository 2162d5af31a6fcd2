import type { IncomingMessage } from 'node:http';

/** Whether the Host header names this machine. With DNS rebinding, another site's name can resolve to 127.0.0.1. */
function isHostThisMachine({ headers, socket }: IncomingMessage): boolean {
  return [`127.0.0.1:${socket.localPort}`, `localhost:${socket.localPort}`].includes(headers.host ?? '');
}

/** Whether the request comes from this server's page or from a program. Another site's page must not act as the agent. */
export function isFromOwnPage(message: IncomingMessage): boolean {
  const { host, origin } = message.headers;
  return isHostThisMachine(message) && (origin === undefined || origin === `http://${host}`);
}

/** Whether the request comes from a program, not a page: browsers send an Origin header with every POST. */
export function isFromProgram(message: IncomingMessage): boolean {
  return isHostThisMachine(message) && message.headers.origin === undefined;
}
