import {
  ConnectStub, Reply, chatStarted, connectError, connectionReset, cutOff, halfAnAnswer, htmlPage, json, noAnswer,
} from './connect-stub';
import { CONTACT_ID, FLOW_ID, INSTANCE_ID } from './fixtures';
import { StartChatProcess } from './start-chat-process';
import { MovedClock } from '../clock/moved-clock';

/** What a client is promised to wait at most, and what one attempt may take of it. */
const [PROMISED_MS, ATTEMPT_MS] = [12_000, 7000];

const connect = new ConnectStub();
const source = { PersistentChat: { SourceContactId: CONTACT_ID } };
const closeLater: { close(): Promise<void> }[] = [connect];
let connectUrl: string;
let start: StartChatProcess;

beforeAll(async () => {
  connectUrl = await connect.listen();
  start = new StartChatProcess(connectUrl);
  closeLater.push(start);
});
afterAll(async () => Promise.all(closeLater.map(async (open) => open.close())));

const clientTokens = () => new Set(connect.attempts.map(({ body }) => body.ClientToken));

interface Row {
  readonly what: string;
  readonly reply: Reply;
  readonly status: number;
  readonly code: string;
  readonly attempts: number;
  readonly retryAfter?: string;
}

const retriedRateLimit = { status: 429, code: 'TooManyRequests', attempts: 3, retryAfter: '2' };
const retriedServerError = { status: 502, code: 'ConnectUnavailable', attempts: 3 };
const retriedSocketError = { status: 504, code: 'ConnectUnreachable', attempts: 3 };
const internalError = { status: 500, code: 'InternalError', attempts: 1 };

test.each<Row>([
  { what: 'InvalidRequestException', reply: connectError(400, 'InvalidRequestException'), status: 400, code: 'ChatRejected', attempts: 1 },
  { what: 'InvalidParameterException', reply: connectError(400, 'InvalidParameterException'), status: 400, code: 'ChatRejected', attempts: 1 },
  { what: 'ResourceNotFoundException', reply: connectError(404, 'ResourceNotFoundException'), status: 500, code: 'Misconfigured', attempts: 1 },
  { what: 'AccessDeniedException', reply: connectError(403, 'AccessDeniedException'), status: 500, code: 'Misconfigured', attempts: 1 },
  { what: 'TooManyRequestsException', reply: connectError(429, 'TooManyRequestsException'), ...retriedRateLimit },
  { what: 'ThrottlingException with status 400', reply: connectError(400, 'ThrottlingException'), ...retriedRateLimit },
  { what: '429 of a name never heard of', reply: connectError(429, 'SomethingNewException'), ...retriedRateLimit },
  { what: '429 with a page', reply: htmlPage(429), ...retriedRateLimit },
  {
    what: 'LimitExceededException',
    reply: connectError(429, 'LimitExceededException'),
    status: 503,
    code: 'ConcurrentChatLimit',
    attempts: 1,
    retryAfter: '30',
  },
  { what: 'InternalServiceException', reply: connectError(500, 'InternalServiceException'), ...retriedServerError },
  { what: '500 with a page', reply: htmlPage(500), ...retriedServerError },
  { what: '503 with a page', reply: htmlPage(503), ...retriedServerError },
  { what: '599 of a name never heard of', reply: connectError(599, 'SomethingNewException'), ...retriedServerError },
  { what: 'connection reset', reply: connectionReset, ...retriedSocketError },
  { what: 'answer that is cut off', reply: cutOff, ...retriedSocketError },
  { what: '418 with another code', reply: json(418, { code: 'ECONNRESET' }), ...internalError },
  { what: '418', reply: connectError(418, 'TeapotException'), ...internalError },
  { what: '403 with a page', reply: htmlPage(403), ...internalError },
  { what: 'chat without ContactId', reply: chatStarted({ ContactId: undefined }), ...internalError },
  { what: 'chat without ParticipantToken', reply: chatStarted({ ParticipantToken: undefined }), ...internalError },
  { what: 'page instead of a chat', reply: htmlPage(200), ...internalError },
])('$what is answered with $status $code after $attempts attempt(s)', async ({ reply, status, code, attempts, retryAfter }) => {
  connect.willReply(reply);
  const { answer, body } = await start.refuse();
  expect(answer.statusCode).toBe(status);
  expect(answer.headers?.['Retry-After']).toBe(retryAfter);
  expect(body).toEqual({ data: { Error: { code, message: body.message } }, message: expect.stringMatching(/^[A-Z].*\.$/), requestId: 'request-1' });
  expect(connect.attempts).toHaveLength(attempts);
  expect(clientTokens().size).toBe(1);
  expect(start.line).toMatchObject({ status, code, attempts });
});

describe('an answer that does not come', () => {
  test.each<[string, Reply]>([['at all', noAnswer], ['to its end', halfAnAnswer]])('%s is requested again with the same token, and the request ends within 12 s', async (_, reply) => {
    const [clock, silent] = [await MovedClock.listen(), new ConnectStub()];
    silent.willReply((response) => {
      reply(response);
      void clock.pass(ATTEMPT_MS, PROMISED_MS);
    });
    const waiting = new StartChatProcess(await silent.listen(), clock.environment);
    closeLater.push(waiting, silent, clock);
    const { body } = await waiting.refuse();
    expect(clock.passedMs).toBeLessThanOrEqual(PROMISED_MS);
    expect(body.data.Error.code).toBe('ConnectUnreachable');
    expect(silent.attempts.length).toBeGreaterThanOrEqual(2);
    expect(new Set(silent.attempts.map((attempt) => attempt.body.ClientToken)).size).toBe(1);
  });
});

describe('a slow answer', () => {
  const startSlowly = async (answerMs: number) => {
    const [clock, slow] = [await MovedClock.listen(), new ConnectStub()];
    const late: Reply = async (response) => {
      await clock.pass(Math.min(answerMs, ATTEMPT_MS));
      if (answerMs < ATTEMPT_MS) chatStarted()(response);
    };
    slow.willReply(late, chatStarted());
    const waiting = new StartChatProcess(await slow.listen(), clock.environment);
    closeLater.push(waiting, slow, clock);
    const { startChatResult } = await waiting.start();
    expect(startChatResult.ContactId).toBe('contact-1');
    return slow.attempts;
  };

  test.each([100, 2000, 4500, 6900])('after %d ms is waited for', async (answerMs) => {
    expect(await startSlowly(answerMs)).toHaveLength(1);
  });

  test.each([7000, 9000, 11_000])('after %d ms is not waited for: a second attempt finds the chat by the same client token', async (answerMs) => {
    const [first, second, ...others] = (await startSlowly(answerMs)).map(({ body }) => body.ClientToken);
    expect([second, others]).toEqual([first, []]);
  });
});

test.each(['http://127.0.0.1:1', 'http://connect.invalid'])('a call is tried again when Connect cannot be reached at %s', async (endpoint) => {
  const astray = new StartChatProcess(endpoint);
  closeLater.push(astray);
  const { answer, body } = await astray.refuse();
  expect([answer.statusCode, body.data.Error.code]).toEqual([504, 'ConnectUnreachable']);
  expect(astray.line).toMatchObject({ code: 'ConnectUnreachable', attempts: 3 });
});

test('a chat that starts at the third attempt is answered like any other', async () => {
  connect.willReply(htmlPage(502), connectionReset, chatStarted());
  expect((await start.start()).startChatResult.ContactId).toBe('contact-1');
  expect(connect.attempts).toHaveLength(3);
});

describe('a refused source contact', () => {
  test.each<[string, Reply]>([
    ['InvalidRequestException', connectError(400, 'InvalidRequestException')],
    ['InvalidParameterException', connectError(400, 'InvalidParameterException')],
    ['ResourceNotFoundException', connectError(404, 'ResourceNotFoundException')],
    ['a 400 of a name never heard of', connectError(400, 'SomethingNewException')],
  ])('with %s gives a new chat with another token', async (_, refusal) => {
    connect.willReply(refusal, chatStarted());
    const data = await start.start({ body: source, headers: { 'Idempotency-Key': 'key' } });
    expect(data.persistentChat).toEqual({ outcome: 'NOT_REHYDRATED', reasonCode: 'SOURCE_REFUSED', reason: expect.not.stringContaining('Something that Connect says') });
    expect(data.startChatResult).not.toHaveProperty('ContinuedFromContactId');
    expect(connect.attempts.map(({ body }) => body.PersistentChat)).toEqual([
      { SourceContactId: CONTACT_ID, RehydrationType: 'ENTIRE_PAST_SESSION' }, undefined,
    ]);
    expect(clientTokens().size).toBe(2);
  });

  test('makes at most six attempts, and repeats both of its tokens for the same key', async () => {
    const request = { body: source, headers: { 'Idempotency-Key': 'key' } };
    connect.willReply(htmlPage(500), htmlPage(500), connectError(404, 'ResourceNotFoundException'), htmlPage(500));
    const { body } = await start.refuse(request);
    expect(body.data.Error.code).toBe('ConnectUnavailable');
    expect(connect.attempts).toHaveLength(6);
    const tokens = clientTokens();
    expect(tokens.size).toBe(2);
    connect.willReply(connectError(404, 'ResourceNotFoundException'), chatStarted());
    await start.start(request);
    expect(clientTokens()).toEqual(tokens);
  });

  test('is the second call\'s failure when that fails, too', async () => {
    connect.willReply(connectError(404, 'ResourceNotFoundException'));
    expect((await start.refuse({ body: source })).body.data.Error.code).toBe('Misconfigured');
    expect(connect.attempts).toHaveLength(2);
  });

  test.each([
    ['AccessDeniedException', connectError(403, 'AccessDeniedException'), 'Misconfigured'],
    ['LimitExceededException', connectError(429, 'LimitExceededException'), 'ConcurrentChatLimit'],
  ])('is not what %s means', async (_, reply, code) => {
    connect.willReply(reply);
    expect((await start.refuse({ body: source })).body.data.Error.code).toBe(code);
    expect(connect.attempts).toHaveLength(1);
  });

  test('is an error when rehydrationFailure is RETURN_ERROR', async () => {
    const strict = new StartChatProcess(connectUrl, { REHYDRATION_FAILURE: 'RETURN_ERROR' });
    closeLater.push(strict);
    connect.willReply(connectError(404, 'ResourceNotFoundException'));
    const { answer, body } = await strict.refuse({ body: source });
    expect([answer.statusCode, body.data.Error.code]).toEqual([400, 'SourceContactRefused']);
    expect(connect.attempts).toHaveLength(1);
  });
});

test('a chat that Connect starts without continuing its source is not called rehydrated', async () => {
  connect.willReply(chatStarted());
  expect((await start.start({ body: source })).persistentChat).toMatchObject({ outcome: 'NOT_REHYDRATED', reasonCode: 'SOURCE_NOT_CONTINUED' });
});

test.each([
  ['InvalidRequest', 400, { body: { CustomerId: 'x' } }],
  ['InstanceNotAllowed', 403, { body: { InstanceId: 'x' } }],
  ['ContactFlowNotAllowed', 403, { body: { ContactFlowId: 'x' } }],
  ['OriginNotAllowed', 403, { headers: { Origin: 'https://a.example' }, body: '{' }],
  ['RequestTooLarge', 413, { body: '{'.repeat(65_537) }],
  ['InternalError', 500, { identity: { caller: null } }],
])('%s is answered with %i before Connect is called', async (code, status, event) => {
  connect.willReply(chatStarted());
  const { answer, body } = await start.refuse(event);
  expect([answer.statusCode, body.data.Error.code]).toEqual([status, code]);
  expect(connect.attempts).toHaveLength(0);
});

test('the log of a misconfiguration says what was called, and the usual cause', async () => {
  connect.willReply(connectError(404, 'ResourceNotFoundException', 'Resource not found of Type: null'));
  await start.refuse();
  expect(start.line).toMatchObject({
    level: 'ERROR',
    requestId: 'request-1',
    connectErrorName: 'ResourceNotFoundException',
    instanceId: INSTANCE_ID,
    contactFlowId: FLOW_ID,
    region: 'eu-central-1',
    usualCause: 'The instance or the contact flow does not exist in this Region, or the flow is not published.',
  });
});

test.each<[string, Reply, boolean]>([
  ['IncompleteChatError', chatStarted({ ContactId: undefined }), true],
  // Its message, and so its stack, holds what Connect answered.
  ['SyntaxError', htmlPage(200), false],
])('the log of an unexpected %s names it, and says where it happened unless that quotes an answer', async (errorName, reply, isLocated) => {
  connect.willReply(reply);
  await start.refuse();
  expect(start.line).toMatchObject({ level: 'ERROR', code: 'InternalError', errorName });
  expect((start.line.stack as string[]).some((frame) => /^at .*index\.js:\d+:\d+\)?$/.test(frame))).toBe(isLocated);
});

test('a request is answered and logged, too, when the endpoint is not a URL', async () => {
  const nowhere = new StartChatProcess('nowhere', { CALLER_IDENTITY: 'IAM' });
  closeLater.push(nowhere);
  const { answer, body } = await nowhere.refuse();
  expect([answer.statusCode, body.data.Error.code, nowhere.line.errorName]).toEqual([500, 'InternalError', 'TypeError']);
});

test('claims that are too large for Connect are an internal error, which the log names', async () => {
  connect.willReply(chatStarted());
  const signedIn = new StartChatProcess(connectUrl, { CALLER_IDENTITY: 'COGNITO', ATTRIBUTE_CLAIMS: '{"groups":"Groups"}' });
  closeLater.push(signedIn);
  const { answer, body } = await signedIn.refuse({ authorizer: { claims: { iss: 'issuer', sub: 'ada', groups: 'x'.repeat(32_768) } } });
  expect([answer.statusCode, body.data.Error.code]).toEqual([500, 'InternalError']);
  expect(signedIn.line).toMatchObject({ level: 'ERROR', errorName: 'OversizedClaimsError' });
});
