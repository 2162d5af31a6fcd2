import WebSocket from 'ws';
import { type Connect, startConnect } from '../connect-fixture';
import { call, createConnection, SocketClient, startCustomer } from './participant-fixture';

let connect: Connect;

beforeEach(async () => {
  connect = await startConnect();
});

afterEach(() => connect.simulator.close());

const refused = { status: 403, error: 'AccessDeniedException' };
const upgradeStatus = (url: string) => new Promise((resolve) => {
  new WebSocket(url).on('unexpected-response', (_, { statusCode }) => resolve(statusCode)).on('open', () => resolve('open')).on('error', () => undefined);
});

test('gives a websocket URL for 100 seconds and a connection token for a day', async () => {
  const { ParticipantToken } = await connect.startChat();
  const { Websocket, ConnectionCredentials } = (await createConnection(connect, ParticipantToken!)).body;
  const seconds = (time: string) => (Date.parse(time) - connect.simulator.clock.now()) / 1000;
  expect([seconds(Websocket!.ConnectionExpiry), seconds(ConnectionCredentials!.Expiry)]).toEqual([100, 24 * 60 * 60]);
  expect(Websocket!.Url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\//);
});

test.each([
  [['WEBSOCKET'], ['Websocket']],
  [['CONNECTION_CREDENTIALS'], ['ConnectionCredentials']],
])('gives for %s no more than %s', async (type, members) => {
  const { ParticipantToken } = await connect.startChat();
  expect(Object.keys((await createConnection(connect, ParticipantToken!, type)).body)).toEqual(members);
});

test('refuses an unknown participant token, and a type that does not exist', async () => {
  expect(await createConnection(connect, 'nobody')).toMatchObject(refused);
  const { ParticipantToken } = await connect.startChat();
  expect(await createConnection(connect, ParticipantToken!, ['PIGEON'])).toMatchObject({ status: 400, error: 'ValidationException' });
});

test('refuses both tokens once the session has ended, and not before', async () => {
  const customer = await startCustomer(connect);
  const survey = connect.simulator.contacts.startSurvey(customer.contactId).contactId;
  expect((await createConnection(connect, customer.participantToken)).status).toBe(200);
  connect.simulator.contacts.end(survey);
  expect(await createConnection(connect, customer.participantToken)).toMatchObject(refused);
  expect(await customer.send('hello?')).toMatchObject(refused);
  expect(await customer.call('transcript')).toMatchObject(refused);
});

test('refuses a connection token after a day, and the participant token gives another', async () => {
  const customer = await startCustomer(connect, { ChatDurationInMinutes: 10_080 });
  connect.simulator.clock.advance(24 * 60 * 60 - 1);
  expect((await customer.send('still here')).status).toBe(200);
  connect.simulator.clock.advance(1);
  expect(await customer.send('too late')).toMatchObject(refused);
  expect((await createConnection(connect, customer.participantToken)).status).toBe(200);
});

test('wants the first connection within five minutes of the start', async () => {
  const { ParticipantToken } = await connect.startChat();
  connect.simulator.clock.advance(5 * 60);
  expect(await createConnection(connect, ParticipantToken!)).toMatchObject(refused);
});

test('what happens to a late first connection can be set otherwise', async () => {
  const lenient = await startConnect({ assumptions: { lateFirstConnection: 'ACCEPT' } });
  const { ParticipantToken } = await lenient.startChat();
  lenient.simulator.clock.advance(5 * 60);
  expect((await createConnection(lenient, ParticipantToken!)).status).toBe(200);
  await lenient.simulator.close();
});

test('takes a websocket URL more than once, until it expires', async () => {
  const { websocketUrl } = await startCustomer(connect);
  connect.simulator.clock.advance(99);
  const clients = [await SocketClient.open(websocketUrl), await SocketClient.open(websocketUrl)];
  expect(clients).toHaveLength(2);
  connect.simulator.clock.advance(1);
  expect(await upgradeStatus(websocketUrl)).toBe(403);
});

test('refuses a websocket without a token that it gave', async () => {
  const { websocketUrl } = await startCustomer(connect);
  expect(await upgradeStatus(`${websocketUrl}x`)).toBe(403);
  expect(await upgradeStatus(connect.simulator.endpoint.replace('http', 'ws'))).toBe(403);
});

test('throttles after a burst of nine connections and of twelve transcripts', async () => {
  const customer = await startCustomer(connect);
  const statuses = async (requests: number, send: () => Promise<{ status: number; error: string | null }>) => {
    const answers = await Promise.all(Array.from({ length: requests }, send));
    return answers.filter(({ status }) => status !== 200).map(({ status, error }) => `${status} ${error}`);
  };
  expect(await statuses(9, () => createConnection(connect, customer.participantToken))).toEqual(['429 ThrottlingException']);
  expect(await statuses(13, () => customer.call('transcript'))).toEqual(['429 ThrottlingException']);
  connect.simulator.clock.advance(1);
  expect(await statuses(7, () => createConnection(connect, customer.participantToken))).toEqual(['429 ThrottlingException']);
  expect(await statuses(9, () => customer.call('transcript'))).toEqual(['429 ThrottlingException']);
});

test('answers a browser of any origin, preflight and errors included', async () => {
  const preflight = await fetch(`${connect.simulator.endpoint}/participant/connection`, {
    method: 'OPTIONS',
    headers: { 'Origin': 'http://127.0.0.1:1', 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type,x-amz-bearer' },
  });
  expect([preflight.ok, preflight.headers.get('access-control-allow-origin'), preflight.headers.get('access-control-allow-headers')])
    .toEqual([true, '*', 'content-type,x-amz-bearer']);
  const failed = await fetch(`${connect.simulator.endpoint}/participant/connection`, { method: 'POST', body: '{}' });
  expect([failed.status, failed.headers.get('access-control-allow-origin')]).toEqual([403, '*']);
});

test.each(['start-attachment-upload', 'attachment', 'views/token'])('says that %s is not simulated', async (path) => {
  expect(await call(connect, path, 'any')).toMatchObject({ status: 501, error: 'NotSimulatedException' });
});
