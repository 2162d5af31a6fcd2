import { FLOW_ID, type Connect, INSTANCE_ID, startConnect } from './connect-fixture';

let connect: Connect;

beforeEach(async () => {
  connect = await startConnect();
});

afterEach(() => connect.simulator.close());

test('records what went over the wire and how it was answered', async () => {
  await connect.startChat({ ClientToken: 'token' });
  await expect(connect.startChat({ ChatDurationInMinutes: 1 })).rejects.toThrow();
  expect(connect.simulator.requests.map(({ method, path, answer }) => ({ method, path, answer }))).toEqual([
    { method: 'PUT', path: '/contact/chat', answer: { status: 200, error: undefined } },
    { method: 'PUT', path: '/contact/chat', answer: { status: 400, error: 'InvalidRequestException' } },
  ]);
  expect(JSON.parse(connect.simulator.requests[0].body)).toEqual({
    InstanceId: INSTANCE_ID,
    ContactFlowId: FLOW_ID,
    ParticipantDetails: { DisplayName: 'Jane' },
    ClientToken: 'token',
  });
});

describe('faults that are asked for', () => {
  test('an error by name, as often as asked', async () => {
    connect.simulator.failNext({ status: 500, error: 'InternalServiceException' }, 2);
    const fails = { name: 'InternalServiceException', $metadata: { httpStatusCode: 500 } };
    await expect(connect.startChat()).rejects.toMatchObject(fails);
    await expect(connect.startChat()).rejects.toMatchObject(fails);
    await expect(connect.startChat()).resolves.toHaveProperty('ContactId');
  });

  test('a body that is not from Connect', async () => {
    connect.simulator.failNext({ status: 502, body: '<html>' });
    await expect(connect.startChat()).rejects.toMatchObject({ $metadata: { httpStatusCode: 502 } });
  });

  test('a connection reset before Connect sees the request', async () => {
    connect.simulator.failNext('reset');
    await expect(connect.startChat()).rejects.toThrow('ECONNRESET');
    expect(connect.simulator.contacts.countRunning()).toBe(0);
  });

  test('a lost answer: the retry gets the chat that was made', async () => {
    connect.simulator.failNext('loseAnswer');
    await connect.startChat({}, connect.client(undefined, 2));
    expect(connect.simulator.requests).toHaveLength(2);
    expect(connect.simulator.contacts.countRunning()).toBe(1);
  });

  test('no answer, until the simulator closes', async () => {
    connect.simulator.failNext('hang');
    const chat = expect(connect.startChat()).rejects.toThrow();
    while (connect.simulator.requests.length === 0) await new Promise(setImmediate);
    await connect.simulator.close();
    await chat;
  });
});

describe('the control for a person with curl', () => {
  const post = async (path: string, body?: string) => {
    const answer = await fetch(connect.simulator.endpoint + path, { method: 'POST', body });
    return { status: answer.status, json: await answer.json() as Record<string, unknown> };
  };

  test.each(['https://www.example.com', 'null'])('refuses a web page of the origin %s', async (origin) => {
    const { ContactId } = await connect.startChat();
    const { status } = await fetch(`${connect.simulator.endpoint}/control/contacts/${ContactId}/end`, { method: 'POST', headers: { origin } });
    expect(status).toBe(403);
    expect(connect.simulator.contacts.get(ContactId!).endedAt).toBeUndefined();
  });

  test('speaks, transfers and ends a chat by any of its contacts, and shows it without its token', async () => {
    const { ContactId, ParticipantToken } = await connect.startChat();
    await post(`/control/contacts/${ContactId}/say`, 'as=customer&text=hello there');
    await post(`/control/contacts/${ContactId}/transfer`);
    await post(`/control/contacts/${ContactId}/end`);
    const { json } = await post(`/control/contacts/${ContactId}/show`);
    expect(json).toEqual({
      contacts: [
        expect.objectContaining({ contactId: ContactId }),
        expect.objectContaining({ previousContactId: ContactId, endedAt: connect.simulator.clock.now() }),
      ],
      transcript: [expect.objectContaining({ ParticipantRole: 'CUSTOMER', Content: 'hello there' })],
    });
    expect(JSON.stringify(json)).not.toContain(ParticipantToken);
  });

  test('lets an agent accept and type, and a survey end the chat when it is answered', async () => {
    const { ContactId } = await connect.startChat();
    for (const action of ['accept?name=Ada', 'typing', 'survey?question=Happy%3F']) {
      expect((await post(`/control/contacts/${ContactId}/${action}`)).status).toBe(200);
    }
    const { json } = await post(`/control/contacts/${ContactId}/say`, 'as=customer&text=yes');
    expect((json.transcript as Array<{ Content: string }>).map(({ Content }) => Content)).toEqual(['Happy?', 'yes', 'Thank you.']);
    expect(json.contacts).toEqual([
      expect.objectContaining({ agent: expect.objectContaining({ displayName: 'Ada' }), endedAt: expect.any(Number) }),
      expect.objectContaining({ initiationMethod: 'DISCONNECT', endedAt: expect.any(Number) }),
    ]);
  });

  test('advances the clock', async () => {
    const before = connect.simulator.clock.now();
    expect((await post('/control/clock/advance?seconds=60')).status).toBe(200);
    expect(connect.simulator.clock.now()).toBe(before + 60_000);
  });

  test('says what it refuses', async () => {
    expect(await post('/control/contacts/nobody/end')).toEqual({ status: 409, json: { error: 'The contact nobody does not exist' } });
    expect((await post('/control/contacts/nobody/toString')).status).toBe(404);
    expect((await post('/control/clock/advance?seconds=soon')).status).toBe(400);
  });

  test('is no part of what Connect received', async () => {
    await post('/control/clock/advance?seconds=1');
    expect(connect.simulator.requests).toEqual([]);
  });
});
