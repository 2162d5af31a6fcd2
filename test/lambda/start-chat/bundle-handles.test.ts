import { ConnectStub, Reply, chatStarted, connectError, json } from './connect-stub';
import { CONTACT_ID } from './fixtures';
import { StartChatProcess } from './start-chat-process';
import { LocalKms } from '../../../local/aws/kms/local-kms';
import { until } from '../../until';
import { MovedClock } from '../clock/moved-clock';

/** How long KMS is waited for, how long one attempt at Connect may take, how long a failure of KMS is kept, and what a client is promised. */
const [KMS_MS, ATTEMPT_MS, FAILURE_KEPT_MS, PROMISED_MS] = [900, 7000, 10_000, 12_000];
const HANDLES = {
  CALLER_IDENTITY: 'ANONYMOUS',
  RESUME_HANDLE_KEY_ARN: 'arn:aws:kms:us-east-1:111122223333:key/55555555-5555-5555-5555-555555555555',
  RESUME_HANDLE_LIFETIME_SECONDS: '3600',
  RESUME_HANDLE_GENERATION: '1',
};

const closeLater: { close(): Promise<unknown> }[] = [];
afterAll(async () => Promise.all(closeLater.map(async (open) => open.close())));

/** Connect, KMS, and processes of the shipped bundle between them. The clock is for one of the processes. */
async function backend() {
  const [connect, kms, clock] = [new ConnectStub(), await LocalKms.start(), await MovedClock.listen()];
  const connectUrl = await connect.listen();
  connect.willReply(chatStarted({ ContactId: CONTACT_ID }));
  closeLater.push(connect, kms, clock);
  const functionWith = (environment: Record<string, string> = {}) => {
    const started = new StartChatProcess(connectUrl, { ...HANDLES, AWS_ENDPOINT_URL_KMS: kms.endpoint, ...environment });
    closeLater.push(started);
    return started;
  };
  const { resumeHandle } = (await functionWith().start()).persistentChat;
  connect.willReply(chatStarted());
  return { connect, kms, clock, functionWith, comingBack: { body: { PersistentChat: { SourceContactId: resumeHandle } } } };
}

/** Lets the time be over in which KMS has to answer what it is asked next. */
async function letKmsBeLate(kms: LocalKms, clock: MovedClock): Promise<void> {
  const { calls } = kms;
  await until(() => kms.calls > calls);
  await clock.pass(KMS_MS);
}

const sources = (connect: ConnectStub) => connect.attempts.map(({ body }) => body.PersistentChat);

test('a handle is valid in every process of the function', async () => {
  const { connect, functionWith, comingBack } = await backend();
  await functionWith().start(comingBack);
  expect(sources(connect)).toEqual([{ SourceContactId: CONTACT_ID, RehydrationType: 'ENTIRE_PAST_SESSION' }]);
});

test('another generation makes it invalid', async () => {
  const { connect, functionWith, comingBack } = await backend();
  const { persistentChat } = await functionWith({ RESUME_HANDLE_GENERATION: '2' }).start(comingBack);
  expect(persistentChat).toEqual({
    outcome: 'NOT_REHYDRATED', reasonCode: 'HANDLE_INVALID', reason: 'SourceContactId is not a valid resume handle of this customer, or it has expired.', resumeHandle: expect.any(String),
  });
  expect(sources(connect)).toEqual([undefined]);
});

test.each([
  ['FAILS', 'KMSInternalException'],
  ['HANGS', expect.stringMatching(/^(Abort|Timeout)Error$/)],
] as [LocalKms['behaviour'], unknown][])('while KMS %s, customers get a new chat, are told to keep the handle, and do not each wait for KMS', async (behaviour, resumeHandleErrorName) => {
  const { connect, kms, clock, functionWith, comingBack } = await backend();
  kms.behaviour = behaviour;
  const start = functionWith(clock.environment);
  if (behaviour === 'HANGS') void letKmsBeLate(kms, clock);
  const { persistentChat } = await start.start(comingBack);
  expect(persistentChat).toEqual({ outcome: 'NOT_REHYDRATED', reasonCode: 'HANDLE_UNAVAILABLE', reason: expect.stringContaining('Keep it') });
  expect(start.line).toMatchObject({ level: 'WARN', message: 'Chat started', resumeHandleErrorName });
  const { calls } = kms;
  expect((await start.start(comingBack)).persistentChat).toEqual(persistentChat);
  expect((await start.start()).persistentChat).toEqual({ outcome: 'NEW' });
  expect(kms.calls).toBe(calls);
  expect(sources(connect)).toEqual([undefined, undefined, undefined]);
});

test('while KMS fails and rehydrationFailure is RETURN_ERROR, a handle is answered with 503, and a first chat starts', async () => {
  const { connect, kms, functionWith, comingBack } = await backend();
  kms.behaviour = 'FAILS';
  const strict = functionWith({ REHYDRATION_FAILURE: 'RETURN_ERROR' });
  const { answer, body } = await strict.refuse(comingBack);
  expect([answer.statusCode, answer.headers?.['Retry-After'], body.data.Error.code]).toEqual([503, '10', 'ResumeHandlesUnavailable']);
  expect(connect.attempts).toEqual([]);
  expect((await strict.start()).persistentChat.outcome).toBe('NEW');
});

test('while KMS and Connect hang, the answer comes within 12 s', async () => {
  const { connect, kms, clock, functionWith, comingBack } = await backend();
  kms.behaviour = 'HANGS';
  connect.willReply(() => clock.pass(ATTEMPT_MS, PROMISED_MS));
  void letKmsBeLate(kms, clock);
  expect((await functionWith(clock.environment).refuse(comingBack)).body.data.Error.code).toBe('ConnectUnreachable');
  expect(clock.passedMs).toBeLessThanOrEqual(PROMISED_MS);
});

test('KMS is asked again after a while, beside the call to Connect', async () => {
  const { connect, kms, clock, functionWith } = await backend();
  kms.behaviour = 'FAILS';
  const start = functionWith(clock.environment);
  await start.start();
  await clock.pass(FAILURE_KEPT_MS);
  kms.behaviour = 'ANSWERS';
  const { calls } = kms;
  connect.willReply(async (response) => {
    await until(() => kms.calls > calls);
    chatStarted()(response);
  });
  expect((await start.start()).persistentChat.resumeHandle).toBeDefined();
});

describe('a past chat that Amazon Connect refuses', () => {
  const refused = connectError(404, 'ResourceNotFoundException');

  async function comeBackTooEarly(queue: Reply, clock?: MovedClock, started: Reply = chatStarted()) {
    const { connect, functionWith, comingBack } = await backend();
    const sqs = new ConnectStub();
    sqs.willReply(queue);
    closeLater.push(sqs);
    const early = functionWith({ ...clock?.environment, AWS_ENDPOINT_URL_SQS: await sqs.listen(), PAST_CHAT_QUEUE_URL: 'http://127.0.0.1/1/PastChats' });
    connect.willReply(refused, started);
    return { ...await early.start(comingBack), sent: sqs.attempts.map(({ body }) => body), line: early.line };
  }

  test('is sent to the queue, by ids only, for a first try after 30 s', async () => {
    const { persistentChat, sent } = await comeBackTooEarly(json(200, { MessageId: 'message' }));
    expect(persistentChat).toMatchObject({ outcome: 'NOT_REHYDRATED', reasonCode: 'PAST_CHAT_PENDING' });
    const message = { contactId: 'contact-1', pastChats: [{ contactId: CONTACT_ID }], rehydrationType: 'ENTIRE_PAST_SESSION' };
    expect(sent).toEqual([{ QueueUrl: 'http://127.0.0.1/1/PastChats', MessageBody: JSON.stringify(message), DelaySeconds: 30 }]);
  });

  test('is not called pending when the queue fails, which the log warns of', async () => {
    const { persistentChat, line } = await comeBackTooEarly(connectError(403, 'AccessDeniedException'));
    expect(persistentChat).toMatchObject({ outcome: 'NOT_REHYDRATED', reasonCode: 'SOURCE_REFUSED' });
    expect(line).toMatchObject({ level: 'WARN', pastChatQueueErrorName: 'AccessDeniedException' });
  });

  test('keeps nobody waiting for more than 12 s while the queue hangs', async () => {
    const clock = await MovedClock.listen();
    closeLater.push(clock);
    const lateChat: Reply = async (response) => {
      await clock.pass(6900);
      chatStarted()(response);
    };
    const { persistentChat } = await comeBackTooEarly(() => clock.pass(1000, PROMISED_MS), clock, lateChat);
    expect(persistentChat.reasonCode).toBe('SOURCE_REFUSED');
    expect(clock.passedMs).toBeLessThanOrEqual(PROMISED_MS);
  });
});
