import { CustomerSessions } from '../../../lambda/sessions/customer-sessions';
import { ConnectStub, Reply, chatStarted, json, noAnswer } from '../start-chat/connect-stub';
import { StartChatProcess } from '../start-chat/start-chat-process';

const LEFT: CustomerSessions = { lease: { id: 'lease', expiresAt: 0 }, pastContactIds: [] };
const SIGNED_IN = { authorizer: { claims: { iss: 'https://issuer.example.com', sub: 'ada' } } };

const stubs: ConnectStub[] = [];
let start: StartChatProcess;

async function answering(...replies: Reply[]): Promise<string> {
  const stub = new ConnectStub();
  stub.willReply(...replies);
  stubs.push(stub);
  return stub.listen();
}

afterAll(async () => {
  await start.close();
  await Promise.all(stubs.map(async (stub) => stub.close()));
});

test('while Connect is late and then the table and the participant service hang, the answer comes within 12 s', async () => {
  const late: Reply = (response) => setTimeout(() => chatStarted()(response), 3500);
  const remembered = json(200, { Item: { version: { S: 'seen' }, sessions: { S: JSON.stringify(LEFT) } } });
  start = new StartChatProcess(await answering(noAnswer, late), {
    CALLER_IDENTITY: 'COGNITO',
    SESSION_TABLE_NAME: 'Sessions',
    SESSION_HISTORY_SECONDS: '1000',
    AWS_ENDPOINT_URL_DYNAMODB: await answering(remembered, json(200, {}), noAnswer),
    AWS_ENDPOINT_URL_CONNECTPARTICIPANT: await answering(noAnswer),
  });
  const startedAt = Date.now();
  const { body } = await start.refuse(SIGNED_IN);
  expect(Date.now() - startedAt).toBeLessThan(12_000);
  expect(body.data.Error.code).toBe('ConnectUnreachable');
}, 30_000);
