import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { HISTORY_SECONDS, startSessionTable, watchSessionTable } from './session-table-fixture';
import { NO_SESSIONS, begin, commit } from '../../../lambda/sessions/customer-sessions';
import { SessionTable, SessionTableError } from '../../../lambda/sessions/session-table';

const NOW = Date.UTC(2026, 0, 1);
const SESSION = { contactId: 'C1', participantId: 'P1', participantToken: 'token', expiresAt: NOW };

let store: Awaited<ReturnType<typeof startSessionTable>>;
let customer = '';
let customers = 0;
beforeAll(async () => { store = await startSessionTable(); });
beforeEach(() => { customer = `customer-${customers++}`; });
afterAll(async () => store.close());

const leased = (id: string) => begin(NO_SESSIONS, { leaseId: id, now: NOW });
const replaced = async (seen: Parameters<typeof store.table.replace>[1], id: string) => store.table.replace(customer, seen, leased(id), NOW);

test('a customer\'s sessions are read as they were written', async () => {
  await store.table.replace(customer, await store.table.read(customer, NOW), commit(NO_SESSIONS, SESSION), NOW);
  expect((await store.table.read(customer, NOW)).sessions).toEqual({ session: SESSION, pastContactIds: [] });
});

test('of two writers that read nothing, one writes', async () => {
  const nothing = await store.table.read(customer, NOW);
  const writes = [await replaced(nothing, 'first'), await replaced(nothing, 'second')];
  expect(writes.map(Boolean)).toEqual([true, false]);
  expect((await store.table.read(customer, NOW)).sessions.lease?.id).toBe('first');
});

test('of two writers that read the same version, one writes', async () => {
  const seen = await replaced(await store.table.read(customer, NOW), 'seen');
  const writes = [await replaced(seen!, 'first'), await replaced(seen!, 'second')];
  expect(writes.map(Boolean)).toEqual([true, false]);
  expect((await store.table.read(customer, NOW)).sessions.lease?.id).toBe('first');
});

test.each(['nothing', 'something'])('a writer that read %s, and whose write is repeated because its answer was lost, has written', async (seen) => {
  const nothing = await store.table.read(customer, NOW);
  const remembered = seen === 'nothing' ? nothing : (await replaced(nothing, 'seen'))!;
  const watched = await watchSessionTable(store.endpoint);
  watched.losesNextAnswer = true;
  const written = await watched.table.replace(customer, remembered, leased('mine'), NOW).finally(watched.close);
  expect({ writes: watched.operations, written: written?.sessions.lease?.id }).toEqual({ writes: ['PutItem', 'PutItem'], written: 'mine' });
});

test('a version that was read before the customer was forgotten cannot be replaced afterwards', async () => {
  const before = await replaced(await store.table.read(customer, NOW), 'before');
  await store.table.forget(customer);
  expect(await replaced(before!, 'late')).toBeUndefined();
  await replaced(await store.table.read(customer, NOW), 'after');
  expect(await replaced(before!, 'late')).toBeUndefined();
});

describe('the last conversation', () => {
  const segment = (number: number, startedAt: number) => ({
    contactId: `${customer}-${number}`, initialContactId: `${customer}-1`, previousContactId: `${customer}-${number - 1}`, startedAt,
  });
  const recorded = async (...segments: ReturnType<typeof segment>[]) => {
    for (const next of segments) await store.table.storeSegment(next, NOW);
    return store.table.readLastSegment(`${customer}-1`, NOW);
  };

  test('is not known before an event arrives', async () => {
    expect(await recorded()).toBeUndefined();
  });

  test.each([[[2, 3]], [[3, 2]], [[2, 3, 2]], [[3, 3, 2, 2]]])('is the latest, when events arrive in the order %j', async (order) => {
    expect(await recorded(...order.map((number) => segment(number, NOW + number)))).toBe(`${customer}-3`);
  });

  test.each([[[2, 4]], [[4, 2]]])('is the later one, when the event of the segment between is lost and the others arrive in the order %j', async (order) => {
    expect(await recorded(...order.map((number) => segment(number, NOW + number)))).toBe(`${customer}-4`);
  });

  test.each([[[2, 3]], [[3, 2]]])('is the one that followed, when both began in the same millisecond and their events arrive in the order %j', async (order) => {
    expect(await recorded(...order.map((number) => segment(number, NOW)))).toBe(`${customer}-3`);
  });
});

describe('a customer who is forgotten', () => {
  const known = async (contactIds: string[]) => {
    const segments = await Promise.all(contactIds.map(async (id) => store.table.readLastSegment(id, NOW)));
    return segments.filter(Boolean);
  };

  test('leaves no item behind, however many sessions there were', async () => {
    const contactIds = Array.from({ length: 60 }, (_, index) => `${customer}-${index}`);
    const sessions = contactIds.reduce((before, contactId) => commit(begin(before, { leaseId: 'lease', now: NOW }), { ...SESSION, contactId }), NO_SESSIONS);
    await store.table.replace(customer, await store.table.read(customer, NOW), sessions, NOW);
    for (const initialContactId of contactIds) {
      await store.table.storeSegment({ contactId: `${initialContactId}-transferred`, initialContactId, startedAt: NOW }, NOW);
    }
    expect(await known(contactIds)).toHaveLength(contactIds.length);
    await store.table.forget(customer);
    expect(await store.table.read(customer, NOW)).toEqual({ sessions: NO_SESSIONS });
    expect(await known(contactIds)).toEqual([]);
  });

  test('is forgotten with what was written meanwhile', async () => {
    await store.table.replace(customer, await store.table.read(customer, NOW), commit(NO_SESSIONS, SESSION), NOW);
    const meanwhile = `${customer}-meanwhile`;
    await store.table.storeSegment({ contactId: `${meanwhile}-2`, initialContactId: meanwhile, startedAt: NOW }, NOW);
    const read = jest.spyOn(store.table, 'read').mockImplementationOnce(async (of) => {
      const seen = await store.table.read(of, NOW);
      await store.table.replace(of, seen, commit(NO_SESSIONS, { ...SESSION, contactId: meanwhile }), NOW);
      return seen;
    });
    await store.table.forget(customer);
    read.mockRestore();
    expect(await store.table.readLastSegment(meanwhile, NOW)).toBeUndefined();
  });
});

test.each([
  ['read', async (table: SessionTable) => table.read(customer, NOW)],
  ['written', async (table: SessionTable) => table.replace(customer, { sessions: NO_SESSIONS }, leased('late'), NOW)],
])('after the deadline nothing is %s', async (_, call) => {
  await expect(call(store.table.withDeadline(AbortSignal.abort()))).rejects.toBeInstanceOf(SessionTableError);
});

test('a call to a table that hangs fails after a second attempt, also without a deadline', async () => {
  const watched = await watchSessionTable(store.endpoint);
  watched.hangs = true;
  const call = watched.table.read(customer, NOW).finally(watched.close);
  await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(watched.operations).toEqual(['GetItem', 'GetItem']);
});

describe('what has expired, and DynamoDB has not deleted yet', () => {
  const EXPIRED = NOW + HISTORY_SECONDS * 1000;
  const remember = async () => store.table.replace(customer, await store.table.read(customer, NOW), commit(NO_SESSIONS, { ...SESSION, contactId: `${customer}-1` }), NOW);
  const transfer = async (number: number, startedAt: number, now: number) => {
    await store.table.storeSegment({ contactId: `${customer}-${number}`, initialContactId: `${customer}-1`, startedAt }, now);
  };

  test.each([[EXPIRED - 1, true], [EXPIRED, false]])('at %i is known: %s', async (now, isKnown) => {
    await remember();
    await transfer(2, NOW, NOW);
    const { sessions } = await store.table.read(customer, now);
    expect([sessions.session !== undefined, await store.table.readLastSegment(`${customer}-1`, now) !== undefined]).toEqual([isKnown, isKnown]);
  });

  test('has a version, on which the next write is conditional', async () => {
    await remember();
    const expired = await store.table.read(customer, EXPIRED);
    const writes = [await replaced(expired, 'first'), await replaced(expired, 'second'), await replaced({ sessions: NO_SESSIONS }, 'third')];
    expect(writes.map(Boolean)).toEqual([true, false, false]);
  });

  test('gives way to a segment that began before it', async () => {
    await transfer(3, NOW + 1, NOW);
    await transfer(2, NOW, EXPIRED);
    expect(await store.table.readLastSegment(`${customer}-1`, EXPIRED)).toBe(`${customer}-2`);
  });

  test('is forgotten all the same', async () => {
    await remember();
    await transfer(2, NOW, NOW);
    await store.table.forget(customer);
    expect([(await store.table.read(customer, NOW)).version, await store.table.readLastSegment(`${customer}-1`, NOW)]).toEqual([undefined, undefined]);
  });
});

test('an item expires after the configured time', async () => {
  await replaced(await store.table.read(customer, NOW), 'lease');
  const dynamoDb = new DynamoDBClient({ endpoint: store.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'KEY', secretAccessKey: 'secret' } });
  const { Item } = await dynamoDb.send(new GetItemCommand({ TableName: store.tableName, Key: { pk: { S: `customer#${customer}` } } })).finally(() => dynamoDb.destroy());
  expect(Item?.timeToLive).toEqual({ N: String(NOW / 1000 + HISTORY_SECONDS) });
});
