import type { IncomingMessage } from 'node:http';

/** Whether the client asked for this machine by name. Another site's name can be made to lead here, too: DNS rebinding. */
function namesThisMachine({ headers, socket }: IncomingMessage): boolean {
  return [`127.0.0.1:${socket.localPort}`, `localhost:${socket.localPort}`].includes(headers.host ?? '');
}

/** Whether it comes from this server's own page or from no page at all: another site's page must not speak for the agent. */
export function isFromOwnPage(message: IncomingMessage): boolean {
  const { host, origin } = message.headers;
  return namesThisMachine(message) && (origin === undefined || origin === `http://${host}`);
}

/** Whether it comes from a program: browsers name the page in every POST. */
export function isFromNoPage(message: IncomingMessage): boolean {
  return namesThisMachine(message) && message.headers.origin === undefined;
}
