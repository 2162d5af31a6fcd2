import { startSessionTable } from './session-table-fixture';
import { FunctionHost } from '../../../local/aws/function-host/function-host';
import { hostShippedFunction } from '../shipped-function';

const TRANSFER = {
  eventType: 'DISCONNECTED', contactId: 'C2', initialContactId: 'C1', previousContactId: 'C1', initiationMethod: 'TRANSFER', initiationTimestamp: '2026-01-01T00:00:00Z',
};

const lines: string[] = [];
let store: Awaited<ReturnType<typeof startSessionTable>>;
let host: FunctionHost;

beforeAll(async () => {
  store = await startSessionTable();
  host = hostShippedFunction('record-contact-event', store.environment, (line) => lines.push(line));
});
afterAll(async () => {
  await host.close();
  await store.close();
});

test('a segment is recorded without a log line', async () => {
  expect(await host.invoke({ detail: TRANSFER })).not.toHaveProperty('functionError');
  expect(await store.table.readLastSegment('C1', Date.now())).toBe('C2');
  expect(lines).toEqual([]);
});

test.each(['initiationTimestamp', 'initiationMethod', 'initialContactId'])('an event without %s is dropped with one warning that names the field', async (missingField) => {
  lines.length = 0;
  expect(await host.invoke({ detail: { ...TRANSFER, initialContactId: 'C3', [missingField]: undefined } })).not.toHaveProperty('functionError');
  expect(await store.table.readLastSegment('C3', Date.now())).toBeUndefined();
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([expect.objectContaining({ level: 'WARN', missingField, droppedEvents: 1 })]);
});
