import { type Connect, playPastSession, startConnect } from '../connect-fixture';
import { createConnection, SocketClient, startCustomer, wording } from './participant-fixture';
import type { Assumptions } from '../../../../local/connect/contact-centre/assumptions';
import type { ConnectSimulatorOptions } from '../../../../local/connect/simulator';

let connect: Connect;

beforeEach(async () => {
  connect = await startConnect();
});

afterEach(() => connect.simulator.close());

async function connectCustomer(using = connect) {
  const customer = await startCustomer(using);
  return { ...customer, socket: await (await SocketClient.open(customer.websocketUrl)).subscribe() };
}

test('answers to subscribe, heartbeat and ping as ChatJS expects', async () => {
  const socket = await SocketClient.open((await startCustomer(connect)).websocketUrl);
  expect(await socket.ask({ topic: 'aws/subscribe', content: { topics: ['aws/chat'] } }))
    .toEqual({ topic: 'aws/subscribe', content: { status: 'success', topics: ['aws/chat'] } });
  expect(await socket.ask({ topic: 'aws/heartbeat' })).toEqual({ topic: 'aws/heartbeat' });
  expect(await socket.ask({ topic: 'aws/ping' })).toEqual({ topic: 'aws/ping', statusCode: 200, statusContent: 'OK' });
});

test('refuses other topics and frames, and stays open', async () => {
  const socket = await SocketClient.open((await startCustomer(connect)).websocketUrl);
  expect(await socket.ask({ topic: 'aws/subscribe', content: { topics: ['aws/other'] } })).toMatchObject({ content: { status: 'failure' } });
  expect(await socket.ask('no JSON')).toMatchObject({ message: 'Forbidden' });
  expect(await socket.ask('null')).toMatchObject({ message: 'Forbidden' });
});

test('sends items as ChatJS filters them: by the initial contact, also after a transfer', async () => {
  const { socket, contactId } = await connectCustomer();
  const second = connect.simulator.contacts.transfer(contactId).contactId;
  connect.simulator.contacts.accept(second, 'Ada');
  connect.simulator.transcripts.say(second, { role: 'AGENT', content: 'hello' });
  await socket.settled();
  expect(socket.items.at(-1)).toMatchObject({ InitialContactId: contactId, ContactId: second, Content: 'hello', DisplayName: 'Ada', Type: 'MESSAGE' });
  expect(socket.frames.find(({ topic }) => topic === 'aws/chat')).toMatchObject({ contentType: 'application/json' });
});

test('sends each item to every connection of the chat that subscribed, and to no other chat', async () => {
  const { socket, participantToken, send } = await connectCustomer();
  const url = (await createConnection(connect, participantToken)).body.Websocket!.Url;
  const second = await (await SocketClient.open(url)).subscribe();
  const silent = await SocketClient.open(url);
  const stranger = (await connectCustomer()).socket;
  await send('to all of mine');
  const received = await Promise.all([socket, second, silent, stranger].map(async (client) => wording((await client.settled()).items)));
  expect(received).toEqual([['CUSTOMER to all of mine'], ['CUSTOMER to all of mine'], [], []]);
});

test('tells the story of agents, transfer, survey and end, then closes', async () => {
  const { socket, contactId, send } = await connectCustomer();
  const { contacts, transcripts, disconnectFlow } = connect.simulator;
  contacts.accept(contactId);
  transcripts.say(contactId, { role: 'AGENT', content: 'one moment' });
  const second = contacts.transfer(contactId).contactId;
  contacts.accept(second);
  disconnectFlow.start(second, 'Happy?');
  await send('yes');
  await socket.closed;
  expect(wording(socket.items)).toEqual([
    'AGENT participant.joined', 'AGENT one moment', 'AGENT participant.left', 'SYSTEM transfer.succeeded', 'AGENT participant.joined',
    'AGENT participant.left', 'SYSTEM Happy?', 'CUSTOMER yes', 'SYSTEM Thank you.', 'CUSTOMER participant.left', 'SYSTEM chat.ended',
  ]);
});

test('ends a chat whose duration is over at the next heartbeat', async () => {
  const { socket } = await connectCustomer();
  connect.simulator.clock.advance(1500 * 60);
  socket.send({ topic: 'aws/heartbeat' });
  await socket.closed;
  expect(wording(socket.items).at(-1)).toBe('SYSTEM chat.ended');
});

describe('a rehydrated chat', () => {
  const REHYDRATED = ['SYSTEM chat.rehydrated'];
  let other: Connect | undefined;

  afterEach(() => other?.simulator.close());

  /** A chat that continues one that has ended, and what each of two websockets gets when it subscribes, one after the other. */
  async function comeBack(assumptions?: Partial<Assumptions>) {
    other = await startConnect({ assumptions, transcriptDelaySeconds: 0 });
    const { c1 } = await playPastSession(other);
    const customer = await startCustomer(other, { PersistentChat: { SourceContactId: c1, RehydrationType: 'ENTIRE_PAST_SESSION' } });
    const first = await connectSocket(customer.websocketUrl);
    const second = await connectSocket((await createConnection(other, customer.participantToken)).body.Websocket!.Url);
    return { ...customer, first, received: [wording(first.items), wording(second.items)] };
  }

  const connectSocket = async (url: string) => (await (await SocketClient.open(url)).subscribe()).settled();

  test('tells the first client that subscribes so, after it has confirmed the subscription', async () => {
    const { first, received } = await comeBack();
    expect(received).toEqual([REHYDRATED, []]);
    expect(first.frames.map(({ topic }) => topic)).toEqual(['aws/subscribe', 'aws/chat', 'aws/heartbeat']);
  });

  test('tells it the event of the transcript', async () => {
    const { first, call } = await comeBack();
    const { Transcript } = (await call('transcript')).body;
    expect(Transcript!.map(({ Id }) => Id)).toContain(first.items[0].Id);
  });

  test('tells it so also when the transcript lacks the event', async () => {
    const { received, call } = await comeBack({ openingEvents: false });
    expect(received[0]).toEqual(REHYDRATED);
    expect((await call('transcript')).body.Transcript).toEqual([]);
  });

  test('tells each client that subscribes, when that is assumed', async () => {
    expect((await comeBack({ rehydratedEvent: 'EACH_SUBSCRIPTION' })).received).toEqual([REHYDRATED, REHYDRATED]);
  });

  test('tells no client, when it is assumed that the event comes before a subscription', async () => {
    expect((await comeBack({ rehydratedEvent: 'BEFORE_SUBSCRIPTION' })).received).toEqual([[], []]);
  });

  test('a chat that continues none does not say that it is rehydrated', async () => {
    expect(wording((await (await connectCustomer()).socket.settled()).items)).toEqual([]);
  });
});

test('typing is seen and not kept', async () => {
  const { socket, call, contactId } = await connectCustomer();
  connect.simulator.transcripts.showTyping(contactId, 'AGENT');
  expect((await call('event', { ContentType: 'application/vnd.amazonaws.connect.event.typing' })).body.Id).toEqual(expect.any(String));
  expect(wording((await socket.settled()).items)).toEqual(['AGENT typing', 'CUSTOMER typing']);
  expect(wording((await call('transcript')).body.Transcript!)).toEqual(['CUSTOMER participant.joined']);
});

describe('a customer who leaves', () => {
  let other: Connect | undefined;

  afterEach(() => other?.simulator.close());

  /** A customer in a chat that an agent has accepted. */
  async function talkToAgent(options: Partial<ConnectSimulatorOptions> = {}, input?: Parameters<Connect['startChat']>[0]) {
    other = await startConnect(options);
    const customer = await startCustomer(other, input);
    const socket = await (await SocketClient.open(customer.websocketUrl)).subscribe();
    const { simulator } = other;
    simulator.contacts.accept(customer.contactId);
    const isRunning = () => simulator.contacts.countRunning() === 1;
    const canConnect = async () => (await createConnection(other!, customer.participantToken)).status === 200;
    return { ...customer, socket, simulator, isRunning, canConnect };
  }

  test('ends a chat that has no agent', async () => {
    const { socket, call } = await connectCustomer();
    expect((await call('disconnect')).status).toBe(200);
    await socket.closed;
    expect(wording(socket.items)).toEqual(['CUSTOMER participant.left', 'SYSTEM chat.ended']);
    expect(connect.simulator.contacts.countRunning()).toBe(0);
  });

  test('leaves the agent in the chat, as assumed by default', async () => {
    const { socket, call, isRunning, canConnect } = await talkToAgent();
    await call('disconnect');
    await socket.closed;
    expect(wording(socket.items)).toEqual(['AGENT participant.joined', 'CUSTOMER participant.left']);
    expect([isRunning(), await canConnect()]).toEqual([true, false]);
  });

  test('can connect again while the agent is there, when that is assumed', async () => {
    const { call, canConnect, send } = await talkToAgent({ assumptions: { customerReturns: 'ACCEPT' } });
    await call('disconnect');
    expect((await send('too early')).status).toBe(403);
    expect(await canConnect()).toBe(true);
    expect((await send('back again')).status).toBe(200);
  });

  test('ends the chat, when that is assumed', async () => {
    const { socket, call, isRunning } = await talkToAgent({ assumptions: { customerLeaves: 'CHAT_ENDS' } });
    await call('disconnect');
    await socket.closed;
    expect(wording(socket.items).slice(1)).toEqual(['AGENT participant.left', 'CUSTOMER participant.left', 'SYSTEM chat.ended']);
    expect(isRunning()).toBe(false);
  });

  describe('a chat with DisconnectOnCustomerExit', () => {
    const DISCONNECTS = { DisconnectOnCustomerExit: ['AGENT' as const] };

    test('is asked by the disconnect flow, without the agent, and the answer ends the chat', async () => {
      const { socket, call, send, isRunning, canConnect } = await talkToAgent({}, DISCONNECTS);
      await call('disconnect');
      expect([isRunning(), await canConnect()]).toEqual([true, true]);
      await send('5');
      await socket.closed;
      expect(wording(socket.items)).toEqual([
        'AGENT participant.joined', 'AGENT participant.left', 'SYSTEM How did we do, from 1 to 5?', 'CUSTOMER 5', 'SYSTEM Thank you.',
        'CUSTOMER participant.left', 'SYSTEM chat.ended',
      ]);
    });

    test('ends the chat by leaving the survey, too', async () => {
      const { call, isRunning, canConnect } = await talkToAgent({}, DISCONNECTS);
      await call('disconnect');
      await call('disconnect');
      expect([isRunning(), await canConnect()]).toEqual([false, false]);
    });

    test('ends the chat, when the disconnect flow asks nothing', async () => {
      const { socket, call, isRunning } = await talkToAgent({ surveysCustomersWhoLeave: false }, DISCONNECTS);
      await call('disconnect');
      await socket.closed;
      expect(wording(socket.items).slice(1)).toEqual(['AGENT participant.left', 'CUSTOMER participant.left', 'SYSTEM chat.ended']);
      expect(isRunning()).toBe(false);
    });
  });
});

describe('receipts', () => {
  test('a message that the agent read tells the customer so, live and in the transcript', async () => {
    const { socket, call, send, contactId } = await connectCustomer();
    const agent = connect.simulator.contacts.accept(contactId).agent!.participantId;
    const message = (await send('read me')).body.Id!;
    connect.simulator.transcripts.recordReceipt(contactId, message, 'AGENT', 'DELIVERED');
    connect.simulator.transcripts.recordReceipt(contactId, message, 'AGENT', 'READ');
    const read = { RecipientParticipantId: agent, ReadTimestamp: expect.any(String) };
    expect((await socket.settled()).items.at(-1)).toMatchObject({ Type: 'MESSAGEMETADATA', MessageMetadata: { MessageId: message, Receipts: [read] } });
    expect((await call('transcript', { MaxResults: 1 })).body.Transcript![0].MessageMetadata)
      .toEqual({ MessageId: message, Receipts: [{ ...read, DeliveredTimestamp: expect.any(String) }] });
  });

  test('the customer sends them for the agent', async () => {
    const { call, contactId, participantId } = await connectCustomer();
    const { Id } = connect.simulator.transcripts.say(contactId, { role: 'AGENT', content: 'read me' });
    const read = 'application/vnd.amazonaws.connect.event.message.read';
    expect((await call('event', { ContentType: read, Content: JSON.stringify({ messageId: Id }) })).status).toBe(200);
    expect((await call('transcript', { MaxResults: 1 })).body.Transcript![0].MessageMetadata)
      .toMatchObject({ Receipts: [{ RecipientParticipantId: participantId }] });
    expect(await call('event', { ContentType: read, Content: '{}' })).toMatchObject({ status: 400, error: 'ValidationException' });
  });
});

describe('sending a message', () => {
  test.each([
    ['empty', { ContentType: 'text/plain', Content: '' }],
    ['longer than 1,024 characters', { ContentType: 'text/plain', Content: 'x'.repeat(1025) }],
    ['of a type that customers cannot send', { ContentType: 'text/html', Content: 'x' }],
  ])('refuses one that is %s', async (_, message) => {
    const { call } = await startCustomer(connect);
    expect(await call('message', message)).toMatchObject({ status: 400, error: 'ValidationException' });
  });

  test('a repeat with the same client token is the same message', async () => {
    const { call, contactId } = await startCustomer(connect);
    const message = { ContentType: 'text/plain', Content: 'once', ClientToken: 'token' };
    const [first, second] = [await call('message', message), await call('message', message)];
    expect(second.body).toEqual(first.body);
    expect(connect.simulator.transcripts.listMessages(contactId)).toHaveLength(1);
  });
});
