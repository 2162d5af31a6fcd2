import { ConnectStub, chatStarted } from './connect-stub';
import { StartChatProcess } from './start-chat-process';

const connect = new ConnectStub();
const processes: StartChatProcess[] = [];
let connectUrl: string;

beforeAll(async () => {
  connectUrl = await connect.listen();
  connect.willReply(chatStarted());
});
afterAll(async () => Promise.all([connect.close(), ...processes.map(async (process) => process.close())]));

async function corsOf(allowedOrigins: string, origin?: string, body = '{}') {
  const start = new StartChatProcess(connectUrl, { ALLOWED_ORIGINS: allowedOrigins });
  processes.push(start);
  const { statusCode, headers = {} } = await start.handle({ body, headers: origin === undefined ? {} : { oRIGIN: origin } });
  return [statusCode, headers['Access-Control-Allow-Origin'], headers.Vary];
}

const LIST = 'https://a.example,https://b.example';

test.each([
  [LIST, 'https://b.example', 200, 'https://b.example', 'Origin'],
  [LIST, 'https://c.example', 403, undefined, undefined],
  [LIST, 'https://b.example.evil', 403, undefined, undefined],
  [LIST, 'null', 403, undefined, undefined],
  [LIST, undefined, 200, undefined, undefined],
  ['', 'https://a.example', 403, undefined, undefined],
  ['', undefined, 200, undefined, undefined],
  ['*', 'https://c.example', 200, '*', undefined],
  ['*', undefined, 200, '*', undefined],
])('with "%s" allowed, a request from %s is answered with %i, allowing %s', async (allowed, origin, status, allowOrigin, vary) => {
  expect(await corsOf(allowed, origin)).toEqual([status, allowOrigin, vary]);
});

test('the page that caused an error can read it', async () => {
  expect(await corsOf(LIST, 'https://a.example', '{')).toEqual([400, 'https://a.example', 'Origin']);
});

test('answers are JSON, must not be stored, and never allow credentials', async () => {
  const start = new StartChatProcess(connectUrl, { ALLOWED_ORIGINS: '*' });
  processes.push(start);
  for (const body of ['{}', '{']) {
    expect((await start.handle({ body })).headers).toEqual({
      'Content-Type': 'application/json', 'Cache-Control': 'no-store', 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'Retry-After',
    });
  }
});
