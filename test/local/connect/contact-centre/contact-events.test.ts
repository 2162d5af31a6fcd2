import type { ContactEvent } from '../../../../local/connect/contact-centre/contact-event';
import { type Connect, INSTANCE_ARN, startConnect, startConnectWithEvents } from '../connect-fixture';

let connect: Connect;
let received: ContactEvent[];

beforeEach(async () => { ({ connect, received } = await startConnectWithEvents()); });

afterEach(() => connect.simulator.close());

const startChat = async () => (await connect.startChat()).ContactId!;
const delivered = async () => {
  await connect.simulator.contactEvents.waitUntilDelivered();
  return received.map(({ detail }) => detail.eventType);
};

test('tells what happens to each contact of a chat', async () => {
  const { contacts } = connect.simulator;
  const c1 = await startChat();
  contacts.accept(c1);
  const c2 = contacts.transfer(c1).contactId;
  const c3 = contacts.startSurvey(c2).contactId;
  contacts.end(c3);
  await delivered();
  expect(received.map(({ detail }) => [detail.eventType, detail.contactId, detail.initiationMethod])).toEqual([
    ['INITIATED', c1, 'API'], ['CONNECTED_TO_SYSTEM', c1, 'API'], ['QUEUED', c1, 'API'], ['CONNECTED_TO_AGENT', c1, 'API'], ['DISCONNECTED', c1, 'API'],
    ['INITIATED', c2, 'TRANSFER'], ['QUEUED', c2, 'TRANSFER'], ['DISCONNECTED', c2, 'TRANSFER'],
    ['INITIATED', c3, 'DISCONNECT'], ['CONNECTED_TO_SYSTEM', c3, 'DISCONNECT'], ['DISCONNECTED', c3, 'DISCONNECT'],
  ]);
});

test('time passes when what happened before has been told', async () => {
  const { simulator } = connect;
  simulator.contactEvents.deliverTo(async (event) => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    received.push(event);
  });
  simulator.contacts.end(await startChat());
  await fetch(`${simulator.endpoint}/control/clock/advance?seconds=60`, { method: 'POST' });
  expect(received.at(-1)?.detail.eventType).toBe('DISCONNECTED');
});

test('wraps an event in the envelope of EventBridge', async () => {
  const { contacts, clock } = connect.simulator;
  const c1 = await startChat();
  const c2 = contacts.transfer(c1).contactId;
  contacts.accept(c2);
  contacts.end(c2);
  await delivered();
  const now = new Date(clock.now()).toISOString();
  expect(received.at(-1)).toEqual({
    'version': '0',
    'id': expect.any(String),
    'detail-type': 'Amazon Connect Contact Event',
    'source': 'aws.connect',
    'account': '111122223333',
    'time': now,
    'region': 'eu-central-1',
    'resources': [INSTANCE_ARN, `${INSTANCE_ARN}/contact/${c2}`],
    'detail': {
      eventType: 'DISCONNECTED',
      contactId: c2,
      initialContactId: c1,
      previousContactId: c1,
      channel: 'CHAT',
      instanceArn: INSTANCE_ARN,
      initiationMethod: 'TRANSFER',
      initiationTimestamp: now,
      disconnectTimestamp: now,
      agentInfo: { connectedToAgentTimestamp: now },
    },
  });
});

test('leaves the initial contact out on the first segment, as assumed, and holds no word of the customer', async () => {
  await startChat();
  await delivered();
  expect(received[0].detail).not.toHaveProperty('initialContactId', expect.anything());
  expect(JSON.stringify(received)).not.toContain('Jane');
});

describe('delivery can be disturbed', () => {
  test('events come twice', async () => {
    connect.simulator.contactEvents.setFaults({ copies: 2 });
    connect.simulator.contacts.end(await startChat());
    expect((await delivered()).slice(-2)).toEqual(['DISCONNECTED', 'DISCONNECTED']);
    expect(received.at(-1)!.id).toBe(received.at(-2)!.id);
  });

  test('events are lost', async () => {
    connect.simulator.contactEvents.setFaults({ loses: ({ detail }) => detail.eventType === 'QUEUED' });
    await startChat();
    expect(await delivered()).toEqual(['INITIATED', 'CONNECTED_TO_SYSTEM']);
  });

  test('events come late, and in another order', async () => {
    connect.simulator.contactEvents.setFaults({ holds: true });
    connect.simulator.contacts.end(await startChat());
    expect(await delivered()).toEqual([]);
    connect.simulator.contactEvents.release((held) => held.reverse());
    expect(await delivered()).toEqual(['DISCONNECTED', 'QUEUED', 'CONNECTED_TO_SYSTEM', 'INITIATED']);
  });

  test('a failing subscriber is told to whoever waits', async () => {
    const failing = await startConnect({ onContactEvent: () => Promise.reject(new Error('no luck')) });
    await failing.startChat();
    await expect(failing.simulator.contactEvents.waitUntilDelivered()).rejects.toThrow('no luck');
    await failing.simulator.close();
  });
});
