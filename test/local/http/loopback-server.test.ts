import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { networkInterfaces } from 'node:os';
import { LoopbackServer, PortInUseError } from '../../../local/http/loopback-server';

let http: Server;
let server: LoopbackServer;

beforeEach(async () => {
  http = createServer((request, response) => {
    if (request.url === '/') response.end('served');
  });
  server = new LoopbackServer(http);
  await server.listen();
});

afterEach(() => server.close());

test('it serves at its origin', async () => {
  expect(server.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await (await fetch(server.origin)).text()).toBe('served');
});

test('no other address of this machine serves it', async () => {
  const { port } = new URL(server.origin);
  for (const host of otherAddresses()) await expect(fetch(`http://${host}:${port}`)).rejects.toThrow('fetch failed');
});

test('a port that another server has is an error with its number', async () => {
  const port = Number(new URL(server.origin).port);
  const second = new LoopbackServer(createServer());
  await expect(second.listen(port)).rejects.toEqual(new PortInUseError(port));
  await expect(second.listen(port)).rejects.toThrow(`Port ${port} of 127.0.0.1 is already in use`);
});

test('closing it ends requests that wait for an answer', async () => {
  const waiting = fetch(`${server.origin}/never-answered`).then(() => 'answered', () => 'ended');
  await once(http, 'request');
  await server.close();
  expect(await waiting).toBe('ended');
});

function otherAddresses(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []).filter(({ family }) => family === 'IPv4');
  return ['127.0.0.2', ...addresses.map(({ address }) => address).filter((address) => address !== '127.0.0.1')];
}
