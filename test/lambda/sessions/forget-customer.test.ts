import { join } from 'node:path';
import { HISTORY_SECONDS, startSessionTable } from './session-table-fixture';
import { NO_SESSIONS, commit, hashCustomer } from '../../../lambda/sessions/customer-sessions';
import { FunctionHost } from '../../../local/aws/function-host/function-host';

const SESSION = { contactId: 'C1', participantId: 'P1', participantToken: 'token', expiresAt: 0 };
const lines: string[] = [];
let store: Awaited<ReturnType<typeof startSessionTable>>;
let host: FunctionHost;

beforeAll(async () => {
  store = await startSessionTable();
  host = new FunctionHost({
    codeDir: join(__dirname, '../../../assets/lambda/forget-customer.lambda'),
    handler: 'index.handler',
    environment: { AWS_ENDPOINT_URL_DYNAMODB: store.endpoint, SESSION_TABLE_NAME: store.tableName, SESSION_HISTORY_SECONDS: `${HISTORY_SECONDS}` },
    timeoutSeconds: 10,
    memoryMiB: 256,
    region: 'us-east-1',
    onLog: (line) => lines.push(line),
  });
});
afterAll(async () => {
  await host.close();
  await store.close();
});

test.each([
  ['issuer and subject', { issuer: 'https://issuer.example.com', subject: 'ada' }, hashCustomer('https://issuer.example.com', 'ada')],
  ['the id that a backend gave', { customerId: 'ada' }, hashCustomer('customerId', 'ada')],
])('a customer is forgotten by %s', async (_, event, customer) => {
  await store.table.replace(customer, await store.table.read(customer), commit(NO_SESSIONS, SESSION), Date.now());
  const result = await host.invoke(event);
  expect(result.functionError).toBeUndefined();
  expect(await store.table.read(customer)).toEqual({ sessions: NO_SESSIONS });
});

test('an event that names nobody fails, and is not quoted', async () => {
  const { functionError } = await host.invoke({ subject: 'somebody' });
  expect(functionError?.errorMessage).toBe('The event must have customerId, or issuer and subject, as strings.');
  expect(lines.join('\n')).not.toContain('somebody');
});
