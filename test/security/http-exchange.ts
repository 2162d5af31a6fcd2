import { Agent, IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

export type Header = readonly [name: string, value: string];

export interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

const agent = new Agent({ keepAlive: true });

/** A POST with these header lines as they are: the same name twice, in this order and this case. */
export async function post(url: string, headers: readonly Header[], body: Buffer, localAddress?: string): Promise<Answer> {
  const lines = [...headers, ['Host', new URL(url).host], ['Content-Length', String(body.length)]].flat();
  const message = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, { method: 'POST', agent, localAddress, headers: lines }, resolve).on('error', reject).end(body);
  });
  return { status: message.statusCode!, headers: message.headers, body: await text(message) };
}

/** Sends bytes that need be no HTTP. @returns the status of each answer that came */
export async function sendBytes(url: string, bytes: Buffer): Promise<{ readonly statuses: readonly number[]; readonly received: string }> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.end(bytes);
  const received = await text(socket);
  return { received, statuses: [...received.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status)) };
}

export function closeConnections(): void {
  agent.destroy();
}
