import { startSessionTable } from './session-table-fixture';
import { AwsService } from '../../../lambda/aws/aws-service';
import { CustomerBudget } from '../../../lambda/sessions/customer-budget';
import { createDynamoDbClient } from '../../../lambda/sessions/dynamodb';

const NOON = Date.UTC(2026, 10, 27, 12);
const THROTTLE = { ratePerSecond: 0.5, burst: 3 };

let store: Awaited<ReturnType<typeof startSessionTable>>;
beforeAll(async () => { store = await startSessionTable(); });
afterAll(async () => store.close());
afterEach(() => jest.restoreAllMocks());

let customers = 0;
let customer: string;
beforeEach(() => { customer = `customer-${customers++}`; });

/** What one execution environment knows and does. */
function environment(endpoint = store.endpoint) {
  const client = createDynamoDbClient(store.tableName, {
    AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'KEY', AWS_SECRET_ACCESS_KEY: 'secret', AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  });
  const budget = new CustomerBudget(client, store.tableName, THROTTLE);
  return async (now: number, who = customer) => budget.take(who, now, AbortSignal.timeout(60_000));
}

async function takeAll(take: ReturnType<typeof environment>, times: number, now = NOON): Promise<number[]> {
  const waits = [];
  for (let i = 0; i < times; i += 1) waits.push(await take(now));
  return waits;
}

test('a customer gets the free request and the burst, and then waits for the next', async () => {
  const take = environment();
  expect(await takeAll(take, 6)).toEqual([0, 0, 0, 0, 2000, 2000]);
  expect(await take(NOON + 1999)).toBe(1);
  expect(await take(NOON + 2000)).toBe(0);
  expect(await take(NOON + 2000)).toBe(2000);
});

test('other customers are not concerned', async () => {
  const take = environment();
  await takeAll(take, 6);
  expect(await take(NOON, 'another')).toBe(0);
});

test('execution environments share the burst', async () => {
  const [one, other] = [environment(), environment()];
  expect(await takeAll(one, 4)).toEqual([0, 0, 0, 0]);
  expect(await takeAll(other, 3)).toEqual([0, 2000, 2000]);
});

test('requests at the same time in several environments get no more than the burst and their free ones', async () => {
  const environments = [environment(), environment(), environment()];
  for (const take of environments) await take(NOON);
  const waits = (await Promise.all(environments.map(async (take) => Promise.all(Array.from({ length: 5 }, async () => take(NOON)))))).flat();
  expect(waits.filter((wait) => wait === 0).length).toBeLessThanOrEqual(THROTTLE.burst);
});

test('who asks now and then costs no call, and who is refused costs none either', async () => {
  const calls = jest.spyOn(AwsService.prototype, 'call');
  const operations = () => calls.mock.calls.splice(0).map(([[, , name]]) => name);
  const take = environment();
  await take(NOON);
  await take(NOON + 60_001);
  expect(operations()).toEqual([]);
  await takeAll(take, 3, NOON + 60_002);
  expect(operations()).toEqual(['PutItem', 'PutItem', 'PutItem']);
  expect(await take(NOON + 60_002)).toBeGreaterThan(0);
  expect(operations()).toEqual([]);
});

test('while the table does not answer, nobody is refused', async () => {
  expect(await takeAll(environment('http://127.0.0.1:9'), 6)).toEqual([0, 0, 0, 0, 0, 0]);
});

test('when the customer is forgotten, the count is forgotten, too', async () => {
  await takeAll(environment(), 6);
  await store.table.forget(customer);
  expect(await takeAll(environment(), 4)).toEqual([0, 0, 0, 0]);
});
