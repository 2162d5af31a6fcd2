import { join } from 'node:path';
import type { SQSBatchResponse } from 'aws-lambda';
import { CustomerSessions, Session, begin } from '../../../lambda/sessions/customer-sessions';
import { LateContinuation } from '../../../lambda/sessions/past-chats';
import { FunctionHost } from '../../../local/aws/function-host/function-host';
import { PENDING_ATTRIBUTES } from '../../../src/shared/session-items';
import { NO_TIME_PASSES } from '../clock/moved-clock';
import { HISTORY_SECONDS, startSessionTable, watchSessionTable } from '../sessions/session-table-fixture';
import { ConnectStub, Reply, connectError, connectionReset, json } from '../start-chat/connect-stub';
import { INSTANCE_ARN } from '../start-chat/fixtures';

const NOW = Date.now();
const [CHAT, LATER, EARLIER] = ['running-chat', 'later-chat', 'earlier-chat'];
const ALL_TRIES = 11;
const REFUSED = connectError(400, 'InvalidRequestException');
const RUNS = { CustomerMetrics: undefined };

type Replies = Partial<Record<'attach' | typeof CHAT | typeof LATER | typeof EARLIER, Reply>>;

const [connect, sqs] = [new ConnectStub(), new ConnectStub()];
const lines: string[] = [];
let store: Awaited<ReturnType<typeof startSessionTable>>;
let watched: Awaited<ReturnType<typeof watchSessionTable>>;
let host: FunctionHost;
let customer: string;
let customers = 0;

beforeAll(async () => {
  store = await startSessionTable();
  watched = await watchSessionTable(store.endpoint);
  host = new FunctionHost({
    codeDir: join(__dirname, '../../../assets/lambda/attach-past-chat.lambda'),
    handler: 'index.handler',
    environment: {
      ...NO_TIME_PASSES,
      CONNECT_INSTANCE_ARN: INSTANCE_ARN,
      PAST_CHAT_QUEUE_URL: 'http://127.0.0.1/111122223333/PastChats',
      SESSION_TABLE_NAME: store.tableName,
      SESSION_HISTORY_SECONDS: `${HISTORY_SECONDS}`,
      AWS_ENDPOINT_URL_CONNECT: await connect.listen(),
      AWS_ENDPOINT_URL_SQS: await sqs.listen(),
      AWS_ENDPOINT_URL_DYNAMODB: watched.endpoint,
    },
    timeoutSeconds: 10,
    memoryMiB: 256,
    region: 'us-east-1',
    onLog: (line) => lines.push(line),
  });
  sqs.willReply(json(200, {}));
});
afterAll(async () => Promise.all([host, connect, sqs, watched, store].map(async (open) => open.close())));
beforeEach(() => { customer = `customer-${customers++}`; });

const late = (contactIds: string[] = [EARLIER]): LateContinuation => ({
  state: 'PENDING', sentAt: NOW, rehydrationType: 'ENTIRE_PAST_SESSION', pastChats: contactIds.map((contactId) => ({ contactId })),
});
const session = (change: Partial<Session> = {}): Session => ({
  contactId: CHAT, participantId: 'P1', participantToken: 'secret-token', expiresAt: NOW, late: late(), ...change,
});

async function remember(sessions: CustomerSessions): Promise<void> {
  await store.table.replace(customer, await store.table.read(customer, NOW), sessions, NOW);
}
const read = async () => (await store.table.read(customer, NOW)).sessions;

/** A contact in which so many messages were sent. */
const record = (customerMessages: number, more: object = {}): Reply => json(200, {
  Contact: { ChatMetrics: { CustomerMetrics: { MessagesSent: customerMessages } }, DisconnectTimestamp: 1_767_225_600.5, ...more },
});

async function receive(replies: Replies, message: object = {}, tries = 1) {
  const answers: Record<string, Reply | undefined> = { attach: json(200, { ContinuedFromContactId: 'segment' }), ...replies };
  connect.willReply((response) => {
    const { method, path } = connect.attempts.at(-1)!;
    const reply = answers[method === 'GET' ? path!.split('/').at(-1)! : 'attach'] ?? json(200, { Contact: { ChatMetrics: RUNS } });
    return reply(response);
  });
  watched.operations.length = 0;
  const body = JSON.stringify({ contactId: CHAT, customer, pastChats: late().pastChats, rehydrationType: 'ENTIRE_PAST_SESSION', ...message });
  const result = await host.invoke({ Records: [{ messageId: 'message', receiptHandle: 'receipt', body, attributes: { ApproximateReceiveCount: String(tries) } }] });
  if (result.functionError) return { functionError: result.functionError.errorType };
  return { waits: (result.payload as SQSBatchResponse).batchItemFailures.length === 1 };
}

const attachedSources = () => connect.attempts.filter(({ method }) => method !== 'GET').map(({ body }) => body.SourceContactId);

test('what is attached is noted in the session, and its version changes', async () => {
  await remember({ session: session(), pastContactIds: [EARLIER] });
  const { version } = await store.table.read(customer, NOW);
  expect(await receive({})).toEqual({ waits: false });
  const stored = await store.table.read(customer, NOW);
  expect(stored.sessions.session?.late).toEqual({ ...late(), state: 'CONTINUED', continuedFromContactId: 'segment' });
  expect(stored.sessions.session?.participantToken).toBe('secret-token');
  expect(stored.version).not.toBe(version);
});

describe('a message', () => {
  test.each<[string, CustomerSessions | undefined, object]>([
    ['for a customer who was forgotten', undefined, {}],
    ['for a chat that is not the session any more', { session: session({ contactId: 'another-chat' }), pastContactIds: [CHAT, EARLIER] }, {}],
    ['while another chat is started', begin({ session: session(), pastContactIds: [EARLIER] }, { leaseId: 'L1', now: NOW }), {}],
    ['for a past chat that the session does not wait for', { session: session(), pastContactIds: [EARLIER] }, { pastChats: [{ contactId: 'foreign-chat' }] }],
    ['for one of them that the session does not wait for', { session: session(), pastContactIds: [EARLIER] }, { pastChats: [{ contactId: EARLIER }, { contactId: 'foreign-chat' }] }],
    ['without a customer', { session: session(), pastContactIds: [EARLIER] }, { customer: undefined }],
    ['for no past chat', { session: session(), pastContactIds: [EARLIER] }, { pastChats: [] }],
    ['for a session that has its past chat', { session: session({ late: { ...late(), state: 'CONTINUED', continuedFromContactId: 'segment' } }), pastContactIds: [EARLIER] }, {}],
  ])('has no effect, and Amazon Connect is not called, %s', async (_, sessions, message) => {
    if (sessions) await remember(sessions);
    const before = await store.table.read(customer, NOW);
    expect(await receive({}, message)).toEqual({ waits: false });
    expect(connect.attempts).toEqual([]);
    expect(await store.table.read(customer, NOW)).toEqual(before);
  });
});

test('a message that is delivered twice is worked on once', async () => {
  await remember({ session: session(), pastContactIds: [EARLIER] });
  await receive({});
  await receive({}, {}, 2);
  expect(connect.attempts).toEqual([]);
});

describe('of several past chats', () => {
  const both = { pastChats: [{ contactId: LATER, hasInitialMessage: true }, { contactId: EARLIER }] };
  const rememberBoth = async () => remember({ session: session({ late: { ...late(), ...both } }), pastContactIds: [LATER, EARLIER] });

  test.each<[string, Reply, string]>([
    ['the later one is attached when something was said in it', record(2), LATER],
    ['the later one is attached when an agent said something in it', record(0, { ChatMetrics: { CustomerMetrics: { MessagesSent: 0 }, AgentMetrics: { MessagesSent: 1 } } }), LATER],
    ['the later one is attached when an agent joined it and the record does not tell what was said', record(0, { AgentInfo: {} }), LATER],
    ['the later one is attached when there is no record', connectError(404, 'ResourceNotFoundException'), LATER],
    ['the later one is attached when the record may not be read', connectError(403, 'AccessDeniedException'), LATER],
    ['the earlier one is attached when only the InitialMessage was said in the later one', record(1), EARLIER],
    ['the earlier one is attached when nothing was said in either', record(0), EARLIER],
  ])('%s', async (_, laterRecord, source) => {
    await rememberBoth();
    await receive({ [LATER]: laterRecord, [EARLIER]: record(0) }, both);
    expect(attachedSources()).toEqual([source]);
    expect((await read()).session?.late?.pastChats[0].contactId).toBe(source);
  });

  test('the later one is attached when it had a later segment', async () => {
    await rememberBoth();
    await store.table.storeSegment({ contactId: 'second-segment', initialContactId: LATER, startedAt: NOW }, NOW);
    await receive({ [LATER]: record(0) }, both);
    expect(attachedSources()).toEqual([LATER]);
    await store.table.forget(customer);
  });
});

describe('when Amazon Connect refuses', () => {
  beforeEach(async () => remember({ session: session(), pastContactIds: [EARLIER] }));

  test('the session waits on', async () => {
    expect(await receive({ attach: REFUSED })).toEqual({ waits: true });
    expect((await read()).session?.late?.state).toBe('PENDING');
  });

  test('and the chat has ended, and nothing was said in it, the next chat is to continue the past one', async () => {
    expect(await receive({ attach: REFUSED, [CHAT]: record(0) })).toEqual({ waits: false });
    expect((await read()).session?.late?.state).toBe('EMPTY');
  });

  test.each<[string, Reply]>([
    ['something was said in it', record(1)],
    ['the record does not tell what was said in it', record(0, { ChatMetrics: undefined })],
  ])('and the chat has ended, and %s, the session waits on', async (_, chatRecord) => {
    expect(await receive({ attach: REFUSED, [CHAT]: chatRecord })).toEqual({ waits: true });
    expect((await read()).session?.late?.state).toBe('PENDING');
  });

  test('because an earlier try whose answer was lost has succeeded, that is noted', async () => {
    await receive({ attach: connectionReset }, {}, 1);
    expect(await receive({ attach: REFUSED, [CHAT]: record(0, { RelatedContactId: 'segment' }) }, {}, 2)).toEqual({ waits: false });
    expect((await read()).session?.late).toMatchObject({ state: 'CONTINUED', continuedFromContactId: 'segment' });
  });

  test('the last try, it is given up with a warning, and a repeated message does nothing', async () => {
    expect(await receive({ attach: REFUSED }, {}, ALL_TRIES)).toEqual({ waits: false });
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ level: 'WARN', message: expect.stringMatching(/^Past chat given up/), sourceContactId: EARLIER });
    expect((await read()).session?.late?.state).toBe('GIVEN_UP');
    await receive({}, {}, ALL_TRIES);
    expect(connect.attempts).toEqual([]);
  });
});

test('a message that is sent again has client tokens of its own', async () => {
  const tokenOf = async (message: object) => {
    await remember({ session: session(), pastContactIds: [EARLIER] });
    await receive({ attach: REFUSED }, message);
    return connect.attempts[0].body.ClientToken;
  };
  expect(await tokenOf({})).not.toBe(await tokenOf({ isSentAgain: true }));
});

test('a claim whose answer is lost is repeated', async () => {
  await remember({ session: session(), pastContactIds: [EARLIER] });
  watched.losesNextAnswer = true;
  await receive({});
  expect(attachedSources()).toEqual([EARLIER]);
});

test('of customers\' items, it uses no attribute but those that its role may use, and logs no token', async () => {
  await remember({ session: session(), pastContactIds: [EARLIER] });
  watched.requests.length = 0;
  await receive({});
  await remember({ session: session(), pastContactIds: [EARLIER] });
  await receive({ attach: REFUSED, [CHAT]: record(0) });
  const updates = watched.requests.filter(({ Key }) => Key?.pk.S?.startsWith('customer#'));
  const named = updates.flatMap(({ ConditionExpression = '', UpdateExpression = '' }) => [...`${ConditionExpression} ${UpdateExpression}`.matchAll(/(?<![:\w])[a-z]\w*/g)].map(([word]) => word));
  const functions = ['attribute_exists', 'contains'];
  expect(new Set(named.filter((word) => !functions.includes(word)))).toEqual(new Set(PENDING_ATTRIBUTES));
  expect(updates.map(({ ReturnValues }) => ReturnValues)).toEqual(updates.map(() => 'NONE'));
  expect(updates).toHaveLength(4);
  expect(lines.join()).not.toContain('secret-token');
});
