import * as fc from 'fast-check';
import { AwsService } from '../../../../lambda/aws/aws-service';
import { createDynamoDbClient } from '../../../../lambda/sessions/dynamodb';
import { TooManyChatsFailure } from '../../../../lambda/start-chat/contract/failure';
import { VisitorStarts } from '../../../../lambda/start-chat/visitors/visitor-starts';
import { LocalDynamoDb } from '../../../../local/aws/dynamodb/local-dynamo-db';

const TABLE = 'Visitors';
const LONGEST_CHAT_MINUTES = 60;
const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 10, 27, 12);

let dynamoDb: LocalDynamoDb;
beforeAll(async () => {
  dynamoDb = await LocalDynamoDb.start();
  await dynamoDb.createTable({
    TableName: TABLE, KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  });
});
afterAll(async () => dynamoDb.close());
afterEach(() => jest.restoreAllMocks());

function visitorStarts(chatsPerAddress: number, hashKey = 'stack') {
  const client = createDynamoDbClient(TABLE, {
    AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'KEY', AWS_SECRET_ACCESS_KEY: 'secret', AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.endpoint,
  });
  return new VisitorStarts(client, { tableName: TABLE, chatsPerAddress, hashKey }, LONGEST_CHAT_MINUTES);
}

let visitors = 0;
/** A new visitor with the functions of one execution environment. */
function visitor(chatsPerAddress: number) {
  const starts = visitorStarts(chatsPerAddress);
  const address = `visitor-${visitors++}`;
  const deadline = AbortSignal.timeout(60_000);
  return {
    start: async (now: number, key?: string) => starts.count(address, key, now, deadline),
    takeBack: async (counted: Awaited<ReturnType<VisitorStarts['count']>>) => starts.takeBack(counted, deadline),
    /** The seconds to wait, or 0 when the start counts. */
    tryAt: async (now: number, key?: string) => (
      starts.count(address, key, now, deadline).then(() => 0, (error: TooManyChatsFailure) => error.retryAfterSeconds)
    ),
  };
}

test('in no span of the longest chat has an address more starts than the limit, whenever they come', async () => {
  await fc.assert(fc.asyncProperty(
    fc.integer({ min: 1, max: 4 }),
    fc.array(fc.record({
      pause: fc.oneof(fc.integer({ min: 0, max: 120 }), fc.constantFrom(3540, 3661), fc.integer({ min: 0, max: 4000 })),
      key: fc.option(fc.constantFrom('a', 'b')),
    }), { maxLength: 20 }),
    async (limit, visits) => {
      const { start } = visitor(limit);
      const made = new Map<string, number>();
      let now = NOON;
      for (const { pause, key } of visits) {
        now += pause * 1000;
        // A start of the same name is a repetition, which makes no further chat.
        const counted = await start(now, key ?? undefined).catch(() => undefined);
        if (counted && !made.has(counted.start)) made.set(counted.start, now);
      }
      const times = [...made.values()];
      return times.every((time) => times.filter((other) => other >= time && other <= time + HOUR).length <= limit);
    },
  ), { numRuns: 60 });
}, 120_000);

test('the wait that a refusal names is enough, and one second less is not', async () => {
  const { tryAt } = visitor(2);
  await tryAt(NOON);
  await tryAt(NOON + 10_000);
  const wait = await tryAt(NOON + 20_000);
  expect(wait).toBe(3600 + 60 + 1 - 20);
  expect(await tryAt(NOON + 20_000 + (wait - 1) * 1000)).toBe(1);
  expect(await tryAt(NOON + 20_000 + wait * 1000)).toBe(0);
});

test('of two starts at once, one gets the last place', async () => {
  const { tryAt } = visitor(1);
  expect((await Promise.all([tryAt(NOON), tryAt(NOON), tryAt(NOON)])).filter((wait) => wait === 0)).toHaveLength(1);
});

test('a start is one write, and a refusal one write and one read', async () => {
  const { tryAt } = visitor(1);
  const calls = jest.spyOn(AwsService.prototype, 'call');
  const operations = () => calls.mock.calls.map(([[, , name]]) => name);
  await tryAt(NOON);
  expect(operations()).toEqual(['UpdateItem']);
  calls.mockClear();
  await tryAt(NOON);
  expect(operations()).toEqual(['UpdateItem', 'GetItem']);
});

test('a repetition is no further start, also across a minute', async () => {
  const { start, tryAt } = visitor(1);
  const { start: name } = await start(NOON + 59_500, 'key');
  expect((await start(NOON + 61_000, 'key')).start).toBe(name);
  expect(await tryAt(NOON + 61_000, 'other')).toBeGreaterThan(0);
});

test('a key that comes again later is a start again, because Amazon Connect may have forgotten it', async () => {
  const { start, tryAt } = visitor(1);
  await start(NOON, 'key');
  expect(await tryAt(NOON + 121_000, 'key')).toBeGreaterThan(0);
});

test('a start that is taken back leaves its place to another', async () => {
  const { start, takeBack, tryAt } = visitor(1);
  await takeBack(await start(NOON));
  expect(await tryAt(NOON)).toBe(0);
  expect(await tryAt(NOON)).toBeGreaterThan(0);
});

test('a start that was repeated cannot be taken back, because the repetition may have made the chat', async () => {
  const { start, takeBack, tryAt } = visitor(1);
  const first = await start(NOON, 'key');
  await start(NOON, 'key');
  await takeBack(first);
  expect(await tryAt(NOON)).toBeGreaterThan(0);
});

test('the table has neither addresses nor keys, and stacks have hashes of their own', async () => {
  const deadline = AbortSignal.timeout(60_000);
  const [one, other] = await Promise.all(['stack-1', 'stack-2'].map(async (key) => visitorStarts(1, key).count('192.0.2.77', 'secret-key', NOON, deadline)));
  expect(one.address).toMatch(/^[\da-f]{64}$/);
  expect(one.address).not.toBe(other.address);
  expect(one.start).not.toBe(other.start);
  expect(JSON.stringify([one, other])).not.toMatch(/192\.0\.2\.77|secret-key/);
});
