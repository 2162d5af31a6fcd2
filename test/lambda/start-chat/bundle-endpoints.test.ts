import { ConnectStub, json } from './connect-stub';
import { StartChatProcess } from './start-chat-process';
import type { CustomerSessions } from '../../../lambda/sessions/customer-sessions';

const RUNNING: CustomerSessions = {
  session: { contactId: 'C1', participantId: 'P1', participantToken: 'token', expiresAt: Date.now() + 3_600_000 }, pastContactIds: [],
};

const aws = new ConnectStub();
let start: StartChatProcess;

afterAll(async () => Promise.all([start.close(), aws.close()]));

test('the participant token is sent to the endpoint that the environment names', async () => {
  const endpoint = await aws.listen();
  start = new StartChatProcess(endpoint, {
    CALLER_IDENTITY: 'COGNITO', SESSION_TABLE_NAME: 'Sessions', SESSION_HISTORY_SECONDS: '1000', AWS_ENDPOINT_URL: endpoint,
  });
  aws.willReply(
    json(200, { Item: { version: { S: 'seen' }, sessions: { S: JSON.stringify(RUNNING) } } }),
    json(200, { ConnectionCredentials: { ConnectionToken: 'connection' } }),
  );
  const { persistentChat } = await start.start({ authorizer: { claims: { iss: 'https://issuer.example.com', sub: 'ada' } } });
  expect(persistentChat.outcome).toBe('RESUMED');
  expect(aws.attempts.map(({ path }) => path)).toEqual(['/', '/participant/connection']);
});
