import { ConnectStub, chatStarted } from './connect-stub';
import { proxyEvent } from './fixtures';
import { StartChatProcess } from './start-chat-process';
import { connectClientIn, rehearse } from '../../lambda/start-chat/connect-client';

const INVALID: Parameters<typeof proxyEvent>[0] = { body: { ChatDurationInMinutes: 1 } };

test('a rehearsal goes through the whole client and stops before the network', async () => {
  const client = connectClientIn('eu-central-1');
  const handle = jest.spyOn(client.config.requestHandler, 'handle').mockRejectedValue(new Error('The network was called'));
  process.env.AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE';
  process.env.AWS_SECRET_ACCESS_KEY = 'secret';
  await expect(rehearse(client)).resolves.toMatchObject({ ContactId: 'rehearsal', ParticipantId: 'rehearsal', ParticipantToken: 'rehearsal' });
  expect(handle).not.toHaveBeenCalled();
});

describe('a function that starts', () => {
  const connect = new ConnectStub();
  const started: StartChatProcess[] = [];
  let endpoint: string;
  beforeAll(async () => { endpoint = await connect.listen(); });
  afterAll(async () => {
    await Promise.all(started.map(async (process) => process.close()));
    await connect.close();
  });

  function start(environment?: Record<string, string>): StartChatProcess {
    const process = new StartChatProcess(endpoint, environment);
    started.push(process);
    return process;
  }

  test('calls Connect for nobody, and logs nothing but the request', async () => {
    connect.willReply(chatStarted());
    const process = start();
    await process.refuse(INVALID);
    expect(connect.attempts).toEqual([]);
    expect(process.lines.map((line) => (JSON.parse(line) as { message: string }).message)).toEqual(['Chat not started']);
  });

  test('starts also when it cannot sign', async () => {
    const process = start({ AWS_ACCESS_KEY_ID: '' });
    expect((await process.refuse(INVALID)).body.data.Error.code).toBe('InvalidRequest');
    expect(process.lines).toHaveLength(1);
  });
});
