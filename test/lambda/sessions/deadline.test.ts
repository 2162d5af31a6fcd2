import { CustomerSessions } from '../../../lambda/sessions/customer-sessions';
import { MovedClock } from '../clock/moved-clock';
import { ConnectStub, Reply, chatStarted, json } from '../start-chat/connect-stub';
import { StartChatProcess } from '../start-chat/start-chat-process';

const LEFT: CustomerSessions = { lease: { id: 'lease', expiresAt: 0, triedAt: Date.now() }, pastContactIds: [] };
const SIGNED_IN = { authorizer: { claims: { iss: 'https://issuer.example.com', sub: 'ada' } } };

/** What a client is promised to wait at most, and what one attempt may take of it. */
const PROMISED_MS = 12_000;
const ATTEMPT_MS = { connect: 7000, table: 1000, participant: 1500 };

const stubs: ConnectStub[] = [];
let clock: MovedClock;
let start: StartChatProcess;

async function answering(...replies: Reply[]): Promise<string> {
  const stub = new ConnectStub();
  stub.willReply(...replies);
  stubs.push(stub);
  return stub.listen();
}

beforeAll(async () => { clock = await MovedClock.listen(); });
afterAll(async () => {
  await start.close();
  await clock.close();
  await Promise.all(stubs.map(async (stub) => stub.close()));
});

test('while Connect is late and then the table and the participant service hang, the answer comes within 12 s', async () => {
  const hangs = (service: keyof typeof ATTEMPT_MS): Reply => () => clock.pass(ATTEMPT_MS[service], PROMISED_MS);
  const late: Reply = async (response) => {
    await clock.pass(2500);
    chatStarted()(response);
  };
  const remembered = json(200, { Item: { version: { S: 'seen' }, sessions: { S: JSON.stringify(LEFT) } } });
  start = new StartChatProcess(await answering(hangs('connect'), late), {
    ...clock.environment,
    CALLER_IDENTITY: 'COGNITO',
    SESSION_TABLE_NAME: 'Sessions',
    SESSION_HISTORY_SECONDS: '1000',
    AWS_ENDPOINT_URL_DYNAMODB: await answering(remembered, json(200, {}), hangs('table')),
    AWS_ENDPOINT_URL_CONNECTPARTICIPANT: await answering(hangs('participant')),
  });
  const { body } = await start.refuse(SIGNED_IN);
  expect(clock.passedMs).toBeLessThanOrEqual(PROMISED_MS);
  expect(body.data.Error.code).toBe('ConnectUnreachable');
});
