import { createParticipantService } from '../../../lambda/sessions/participant-service';
import { ConnectStub, Reply, connectError, connectionReset, htmlPage, json } from '../start-chat/connect-stub';

const connect = new ConnectStub();
let endpoint: string;
let service: ReturnType<typeof createParticipantService>;

const serviceIn = (environment: NodeJS.ProcessEnv, deadline = new AbortController().signal) => createParticipantService('eu-central-1', environment, deadline);

beforeAll(async () => {
  endpoint = await connect.listen();
  service = serviceIn({ AWS_ENDPOINT_URL_CONNECTPARTICIPANT: endpoint });
});
afterAll(async () => connect.close());

const alive = json(200, { ConnectionCredentials: { ConnectionToken: 'connection', Expiry: '2026-01-01T00:00:00Z' } });

const FAILURES: [string, string, Reply][] = [
  ['a server error', 'ConnectUnavailable', connectError(500, 'InternalServerException')],
  ['a rate limit', 'TooManyRequests', connectError(429, 'ThrottlingException')],
  ['a lost connection', 'ConnectUnreachable', connectionReset],
];

const RUNNING = { state: 'RUNNING', connectionToken: 'connection' };

test('a chat that runs can be connected to, with its token as bearer', async () => {
  connect.willReply(alive);
  expect(await service.connect('token')).toEqual(RUNNING);
  expect(connect.attempts).toMatchObject([{ method: 'POST', path: '/participant/connection', body: { Type: ['CONNECTION_CREDENTIALS'] } }]);
});

test.each([
  [{}, 'https://participant.connect.eu-central-1.amazonaws.com/participant/connection'],
  [{ AWS_USE_FIPS_ENDPOINT: 'true' }, 'https://participant.connect-fips.eu-central-1.amazonaws.com/participant/connection'],
  [{ AWS_ENDPOINT_URL: 'https://every.example/path/' }, 'https://every.example/path/participant/connection'],
])('the token is sent where %j says', async (environment, url) => {
  const sent = jest.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('{"__type":"AccessDeniedException"}', { status: 403 }));
  await serviceIn(environment).connect('token');
  expect(sent.mock.calls.map(([input]) => input)).toEqual([url]);
  sent.mockRestore();
});

test.each([
  ['by its header', connectError(403, 'AccessDeniedException')],
  ['by its header with a URL', connectError(403, 'AccessDeniedException:http://internal.amazon.com/coral/com.amazonaws.acs/')],
  ['by the type in its body', json(403, { __type: 'com.amazonaws.connect#AccessDeniedException', Message: 'Access denied' })],
  ['by the code in its body', json(403, { code: 'AccessDeniedException' })],
])('a chat has ended when Connect denies access, which the answer says %s', async (_, denied) => {
  connect.willReply(denied);
  expect(await service.connect('token')).toEqual({ state: 'ENDED' });
});

test.each([
  ['a page with status 403', htmlPage(403)],
  ['a 403 that says nothing', json(403, null)],
  ['a 403 of an API', json(403, { message: 'Forbidden' }, { 'x-amzn-errortype': 'ForbiddenException' })],
  ['another error that contains the name', connectError(403, 'NoAccessDeniedException')],
  ['a denial that is no 403', connectError(401, 'AccessDeniedException')],
  ['a refused request', connectError(400, 'ValidationException')],
  ['a page that is not found', htmlPage(404)],
])('after %s it is unknown whether the chat runs, and the call is not tried again', async (_, refusal) => {
  connect.willReply(refusal);
  expect(await service.connect('token')).toEqual({ state: 'UNKNOWN' });
  expect(connect.attempts).toHaveLength(1);
});

test.each(FAILURES)('after %s the call is tried again', async (_, __, failure) => {
  connect.willReply(failure, alive);
  expect(await service.connect('token')).toEqual(RUNNING);
});

test.each([
  ...FAILURES,
  ['a page', 'ConnectUnavailable', htmlPage(200)],
  ['an empty answer', 'ConnectUnavailable', json(200, {})],
  ['an empty token', 'ConnectUnavailable', json(200, { ConnectionCredentials: { ConnectionToken: '' } })],
])('%s is the failure %s, and never taken for the end of a chat', async (_, code, failure) => {
  connect.willReply(failure);
  await expect(service.connect('token')).rejects.toMatchObject({ code });
});

test('after the deadline it is not called', async () => {
  connect.willReply(alive);
  const late = serviceIn({ AWS_ENDPOINT_URL: endpoint }, AbortSignal.abort());
  await expect(late.connect('token')).rejects.toMatchObject({ code: 'ConnectUnreachable' });
  expect(connect.attempts).toEqual([]);
});

test.each([
  ['a chat that has ended already', connectError(403, 'AccessDeniedException')],
  ['a chat that cannot be left', htmlPage(403)],
])('leaving %s is no failure', async (_, refusal) => {
  connect.willReply(refusal);
  await expect(service.disconnect('connection')).resolves.toBeUndefined();
});

describe('a chat whose agent is disconnected when the customer leaves', () => {
  const ended = connectError(403, 'AccessDeniedException');
  const leave = async () => createParticipantService('eu-central-1', { AWS_ENDPOINT_URL_CONNECTPARTICIPANT: endpoint }, new AbortController().signal, true)
    .disconnect('connection');

  test('is left twice: the second time the customer leaves the disconnect flow', async () => {
    connect.willReply(json(200, {}), json(200, {}));
    await leave();
    expect(connect.attempts.map(({ path }) => path)).toEqual(['/participant/disconnect', '/participant/disconnect']);
  });

  test('has been left when there is no disconnect flow', async () => {
    connect.willReply(json(200, {}), ended);
    await expect(leave()).resolves.toBeUndefined();
  });

  test('is left once when it has ended', async () => {
    connect.willReply(ended);
    await leave();
    expect(connect.attempts).toHaveLength(1);
  });
});

test.each(FAILURES)('after %s the failure to leave a chat is %s', async (_, code, failure) => {
  connect.willReply(failure);
  await expect(service.disconnect('connection')).rejects.toMatchObject({ code });
});
