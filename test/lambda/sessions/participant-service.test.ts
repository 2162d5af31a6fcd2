import { createParticipantService } from '../../../lambda/sessions/participant-service';
import { ConnectStub, connectError, connectionReset, json } from '../start-chat/connect-stub';

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

test('a chat that runs can be connected to, with its token as bearer', async () => {
  connect.willReply(alive);
  expect(await service.connect('token')).toBe('connection');
  expect(connect.attempts).toMatchObject([{ method: 'POST', path: '/participant/connection', body: { Type: ['CONNECTION_CREDENTIALS'] } }]);
});

test.each([
  [{}, 'https://participant.connect.eu-central-1.amazonaws.com/participant/connection'],
  [{ AWS_USE_FIPS_ENDPOINT: 'true' }, 'https://participant.connect-fips.eu-central-1.amazonaws.com/participant/connection'],
  [{ AWS_ENDPOINT_URL: 'https://every.example/path/' }, 'https://every.example/path/participant/connection'],
])('the token is sent where %j says', async (environment, url) => {
  const sent = jest.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('{}', { status: 403 }));
  await serviceIn(environment).connect('token');
  expect(sent.mock.calls.map(([input]) => input)).toEqual([url]);
  sent.mockRestore();
});

test('a chat that has ended cannot', async () => {
  connect.willReply(connectError(403, 'AccessDeniedException'));
  expect(await service.connect('token')).toBeUndefined();
});

test.each([
  ['a server error', connectError(500, 'InternalServerException')],
  ['a rate limit', connectError(429, 'ThrottlingException')],
  ['a lost connection', connectionReset],
])('%s is asked again', async (_, failure) => {
  connect.willReply(failure, alive);
  expect(await service.connect('token')).toBe('connection');
});

test.each([
  ['a server error', 'ConnectUnavailable', connectError(500, 'InternalServerException')],
  ['a refused request', 'ConnectUnavailable', connectError(400, 'ValidationException')],
  ['an empty answer', 'ConnectUnavailable', json(200, {})],
  ['an empty token', 'ConnectUnavailable', json(200, { ConnectionCredentials: { ConnectionToken: '' } })],
  ['a rate limit', 'TooManyRequests', connectError(429, 'ThrottlingException')],
  ['a lost connection', 'ConnectUnreachable', connectionReset],
])('%s is the failure %s, and never taken for the end of a chat', async (_, code, failure) => {
  connect.willReply(failure);
  await expect(service.connect('token')).rejects.toMatchObject({ code });
});

test('after the deadline it is not asked', async () => {
  connect.willReply(alive);
  const late = serviceIn({ AWS_ENDPOINT_URL: endpoint }, AbortSignal.abort());
  await expect(late.connect('token')).rejects.toMatchObject({ code: 'ConnectUnreachable' });
  expect(connect.attempts).toEqual([]);
});

test('a chat that has ended already counts as left', async () => {
  connect.willReply(connectError(403, 'AccessDeniedException'));
  await expect(service.disconnect('connection')).resolves.toBeUndefined();
});

test('a chat that could not be left is a failure', async () => {
  connect.willReply(connectError(500, 'InternalServerException'));
  await expect(service.disconnect('connection')).rejects.toMatchObject({ code: 'ConnectUnavailable' });
});
