import { get } from 'node:http';
import { ConnectSimulator } from '../../../local/connect/simulator';
import { toScriptFile } from '../../../local/page/page-file';
import { PageServer } from '../../../local/page/page-server';

const API_URL = 'http://127.0.0.1:4510/Prod/';

let simulator: ConnectSimulator;
let page: PageServer;

beforeEach(async () => {
  simulator = await ConnectSimulator.start({ instanceArn: 'arn:aws:connect:us-east-1:111122223333:instance/i', contactFlowIds: ['f'] });
  page = await PageServer.listen();
  const settings = { apiUrl: API_URL, connectEndpoint: simulator.endpoint, region: 'us-east-1' };
  page.show({ files: { '/page.js': toScriptFile('1') }, settings, simulator });
});

afterEach(async () => {
  await page.close();
  await simulator.close();
});

function startChat(): string {
  return simulator.contacts.start({ customerName: 'Jane', durationMinutes: 60 }).contacts[0].contactId;
}

/** Unlike fetch, it sends the Host that it is given. */
async function statusOf(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      resolve(response.statusCode!);
      response.destroy();
    }).on('error', reject);
  });
}

test('a page may load its own files only, and reach the API and the participant service only', async () => {
  const { headers } = await fetch(`${page.origin}/page.js`);
  const policy = Object.fromEntries(headers.get('content-security-policy')!.split('; ').map((directive) => {
    const [name, ...sources] = directive.split(' ');
    return [name, sources];
  }));
  expect(policy).toMatchObject({ 'default-src': ["'none'"], 'script-src': ["'self'"], 'style-src': ["'self'"] });
  expect(policy['connect-src']).toEqual(["'self'", 'http://127.0.0.1:4510', simulator.endpoint, simulator.endpoint.replace('http', 'ws')]);
});

test.each([
  ["another site's page", 'https://www.example.com'],
  ['a page without an origin', 'null'],
])('%s cannot speak for the agent', async (_who, origin) => {
  const contactId = startChat();
  const { status } = await fetch(`${page.origin}/control/contacts/${contactId}/end`, { method: 'POST', headers: { origin } });
  expect(status).toBe(403);
  expect(simulator.contacts.get(contactId).endedAt).toBeUndefined();
});

test.each([
  ["another site's page", '/desk/stream', { origin: 'https://www.example.com' }],
  ['a site whose name leads to this machine', '/desk/stream', { host: 'rebound.example.com' }],
  ['a site whose name leads to this machine', '/settings.json', { host: 'rebound.example.com' }],
  ['a site whose name and port lead here', '/control/clock/advance', { host: 'rebound.example.com', origin: 'http://rebound.example.com' }],
])('%s cannot use %s', async (_who, path, headers) => {
  expect(await statusOf(page.origin + path, headers)).toBe(403);
});

test('the page is served under the name localhost, too', async () => {
  expect(await statusOf(`${page.origin}/page.js`, { host: new URL(page.origin).host.replace('127.0.0.1', 'localhost') })).toBe(200);
});

test('the page itself can', async () => {
  const contactId = startChat();
  await fetch(`${page.origin}/control/contacts/${contactId}/end`, { method: 'POST', headers: { origin: page.origin } });
  expect(simulator.contacts.get(contactId).endedAt).toBeDefined();
});

test('the agents go on seeing the chats that began before the app changed', async () => {
  const contactId = startChat();
  page.show({ files: {}, settings: { apiUrl: API_URL, connectEndpoint: simulator.endpoint, region: 'us-east-1' }, simulator });
  const reader = (await fetch(`${page.origin}/desk/stream`)).body!.getReader();
  const { chats } = JSON.parse(Buffer.from((await reader.read()).value!).toString().slice('data: '.length)) as { chats: object[] };
  expect(chats).toMatchObject([{ initialContactId: contactId }]);
  await reader.cancel();
});

test('the agents see each chat as it comes, and a chat that came before they looked', async () => {
  const first = startChat();
  const reader = (await fetch(`${page.origin}/desk/stream`)).body!.getReader();
  const next = async () => JSON.parse(Buffer.from((await reader.read()).value!).toString().slice('data: '.length)) as {
    chats: Array<{ initialContactId: string; contacts: Array<{ name: string }> }>;
  };
  const seen = async () => (await next()).chats.map(({ initialContactId, contacts }) => [initialContactId, contacts[0].name]);
  expect(await seen()).toEqual([[first, 'C1']]);
  const second = startChat();
  expect(await seen()).toEqual([[second, 'C2'], [first, 'C1']]);
  await reader.cancel();
});

test('a path that is no file of the page is not found', async () => {
  expect((await fetch(`${page.origin}/../../package.json`)).status).toBe(404);
});
