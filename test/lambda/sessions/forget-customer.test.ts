import { DyingConnections } from './dying-connections';
import { startSessionTable } from './session-table-fixture';
import { NO_SESSIONS, commit, hashCustomer } from '../../../lambda/sessions/customer-sessions';
import { FunctionHost } from '../../../local/aws/function-host/function-host';
import { MovedClock } from '../clock/moved-clock';
import { hostShippedFunction } from '../shipped-function';

const SESSION = { contactId: 'C1', participantId: 'P1', participantToken: 'token', expiresAt: 0 };
const lines: string[] = [];
const closeLater: { close(): Promise<void> }[] = [];
let store: Awaited<ReturnType<typeof startSessionTable>>;
let host: FunctionHost;

function hostForgetCustomer(environment: Record<string, string> = {}): FunctionHost {
  return hostShippedFunction('forget-customer', { ...store.environment, ...environment }, (line) => lines.push(line));
}

beforeAll(async () => {
  store = await startSessionTable();
  host = hostForgetCustomer();
});
afterAll(async () => {
  for (const open of [host, ...closeLater, store]) await open.close();
});

test.each([
  ['issuer and subject', { issuer: 'https://issuer.example.com', subject: 'ada' }, hashCustomer('https://issuer.example.com', 'ada')],
  ['the id that a backend gave', { customerId: 'ada' }, hashCustomer('customerId', 'ada')],
])('a customer is forgotten by %s', async (_, event, customer) => {
  await store.table.replace(customer, await store.table.read(customer, Date.now()), commit(NO_SESSIONS, SESSION), Date.now());
  const result = await host.invoke(event);
  expect(result.functionError).toBeUndefined();
  expect(await store.table.read(customer, Date.now())).toEqual({ sessions: NO_SESSIONS });
});

test('an event without a customer fails, and is not quoted', async () => {
  const { functionError } = await host.invoke({ subject: 'somebody' });
  expect(functionError?.errorMessage).toBe('The event must have customerId, or issuer and subject, as strings.');
  expect(lines.join('\n')).not.toContain('somebody');
});

test('a customer of 100 contacts is forgotten after an idle time in which all connections have died', async () => {
  const [clock, relay] = [await MovedClock.listen(), await DyingConnections.listen(store.endpoint)];
  const frozen = hostForgetCustomer({ AWS_ENDPOINT_URL_DYNAMODB: relay.endpoint, ...clock.environment });
  closeLater.push(frozen, relay, clock);
  const customer = hashCustomer('customerId', 'grace');
  const pastContactIds = Array.from({ length: 100 }, (_, index) => `past-${index}`);
  const remember = async () => store.table.replace(customer, await store.table.read(customer, Date.now()), { pastContactIds }, Date.now());
  await remember();
  await frozen.invoke({ customerId: 'grace' });
  await remember();
  await clock.pass(60_000);
  expect(relay.die()).toBeGreaterThan(2);
  expect(await frozen.invoke({ customerId: 'grace' })).not.toHaveProperty('functionError');
  expect(await store.table.read(customer, Date.now())).toEqual({ sessions: NO_SESSIONS });
});
