import { DescribeContactCommand } from '@aws-sdk/client-connect';
import type { Assumptions } from '../../../../local/connect/contact-centre/assumptions';
import { type Connect, INSTANCE_ARN, INSTANCE_ID, playPastSession, startConnect } from '../connect-fixture';

let connect: Connect;

beforeEach(async () => {
  connect = await startConnect({ transcriptDelaySeconds: 0 });
});
afterEach(() => connect.simulator.close());

const describeContact = async (ContactId: string, sender = connect.client()) =>
  (await sender.send(new DescribeContactCommand({ InstanceId: INSTANCE_ID, ContactId }))).Contact!;

async function assume(assumptions: Partial<Assumptions>): Promise<void> {
  await connect.simulator.close();
  connect = await startConnect({ transcriptDelaySeconds: 0, assumptions });
}

/** What the record says about messages: of the customer, of the agent and all together. */
async function counts(contactId: string): Promise<Array<number | undefined>> {
  const { ChatMetrics } = await describeContact(contactId);
  return [ChatMetrics?.CustomerMetrics?.MessagesSent, ChatMetrics?.AgentMetrics?.MessagesSent, ChatMetrics?.ChatContactMetrics?.TotalMessages];
}

test('tells who each contact of a session follows, how it was made and when it ended', async () => {
  const { contacts, clock } = connect.simulator;
  const c1 = (await connect.startChat()).ContactId!;
  const began = new Date(clock.now());
  clock.advance(10);
  contacts.accept(c1);
  clock.advance(20);
  const c2 = contacts.transfer(c1).contactId;
  expect(await describeContact(c1)).toEqual({
    Arn: `${INSTANCE_ARN}/contact/${c1}`,
    Id: c1,
    InitiationMethod: 'API',
    Channel: 'CHAT',
    InitiationTimestamp: began,
    AgentInfo: { ConnectedToAgentTimestamp: new Date(began.getTime() + 10_000) },
    DisconnectTimestamp: new Date(began.getTime() + 30_000),
    LastUpdateTimestamp: new Date(began.getTime() + 30_000),
    ChatMetrics: expect.anything(),
  });
  const second = await describeContact(c2);
  expect(second).toMatchObject({ InitialContactId: c1, PreviousContactId: c1, InitiationMethod: 'TRANSFER' });
  expect(second).not.toHaveProperty('DisconnectTimestamp');
});

test('names the past contact that a chat continues', async () => {
  const { c1, c3 } = await playPastSession(connect);
  const chat = await connect.startChat({ PersistentChat: { SourceContactId: c1, RehydrationType: 'ENTIRE_PAST_SESSION' } });
  expect((await describeContact(chat.ContactId!)).RelatedContactId).toBe(c3);
});

test('a chat whose duration is over has ended', async () => {
  const { ContactId } = await connect.startChat({ ChatDurationInMinutes: 60 });
  connect.simulator.clock.advance(2 * 60 * 60);
  const { InitiationTimestamp, DisconnectTimestamp } = await describeContact(ContactId!);
  expect(DisconnectTimestamp!.getTime() - InitiationTimestamp!.getTime()).toBe(60 * 60 * 1000);
});

describe('the chat metrics', () => {
  test('count what customer, agent and flow have said in this contact, in messages, characters and times', async () => {
    const { contacts, transcripts, clock } = connect.simulator;
    const { ContactId, ParticipantId } = await connect.startChat();
    transcripts.say(ContactId!, { role: 'SYSTEM', content: 'Welcome' });
    const agent = contacts.accept(ContactId!).agent!.participantId;
    const accepted = clock.now();
    clock.advance(5);
    transcripts.say(ContactId!, { role: 'AGENT', content: 'Hi' });
    transcripts.say(ContactId!, { role: 'CUSTOMER', content: '🙂' });
    transcripts.say(ContactId!, { role: 'CUSTOMER', content: 'Hello' });
    clock.advance(7);
    contacts.end(ContactId!);
    expect((await describeContact(ContactId!)).ChatMetrics).toEqual({
      ChatContactMetrics: {
        MultiParty: false,
        TotalMessages: 4,
        TotalBotMessages: 1,
        TotalBotMessageLengthInChars: 7,
        AgentFirstResponseTimestamp: new Date(accepted + 5000),
        AgentFirstResponseTimeInMillis: 5000,
        ConversationCloseTimeInMillis: 7000,
      },
      CustomerMetrics: {
        ParticipantId, ParticipantType: 'CUSTOMER', MessagesSent: 2, MessageLengthInChars: 6, LastMessageTimestamp: new Date(accepted + 5000),
      },
      AgentMetrics: {
        ParticipantId: agent, ParticipantType: 'AGENT', MessagesSent: 1, MessageLengthInChars: 2, LastMessageTimestamp: new Date(accepted + 5000),
      },
    });
  });

  test('are of each contact by itself, without what earlier contacts and past sessions have said', async () => {
    const past = await playPastSession(connect);
    const first = (await connect.startChat({ PersistentChat: { SourceContactId: past.c1, RehydrationType: 'ENTIRE_PAST_SESSION' } })).ContactId!;
    connect.simulator.transcripts.say(first, { role: 'CUSTOMER', content: 'back again' });
    const second = connect.simulator.contacts.transfer(first).contactId;
    connect.simulator.contacts.end(second);
    expect(await counts(first)).toEqual([1, undefined, 1]);
    expect(await counts(second)).toEqual([0, undefined, 0]);
    expect(await counts(past.c3)).toEqual([0, undefined, 1]);
  });

  test('count a chat in which nobody said anything', async () => {
    const { ContactId } = await connect.startChat();
    connect.simulator.contacts.accept(ContactId!);
    connect.simulator.contacts.end(ContactId!);
    expect(await counts(ContactId!)).toEqual([0, 0, 0]);
  });

  const sayHello = async () => {
    const { ContactId } = await connect.startChat({ InitialMessage: { ContentType: 'text/plain', Content: 'Hello' } });
    connect.simulator.transcripts.say(ContactId!, { role: 'CUSTOMER', content: 'Hello' });
    return ContactId!;
  };

  test('count the initial message as one of the customer, as assumed by default', async () => {
    const contactId = await sayHello();
    connect.simulator.contacts.end(contactId);
    expect(await counts(contactId)).toEqual([2, undefined, 2]);
  });

  test('do not count the initial message, when that is assumed', async () => {
    await assume({ initialMessageCounts: false });
    const contactId = await sayHello();
    connect.simulator.contacts.end(contactId);
    expect(await counts(contactId)).toEqual([1, undefined, 1]);
  });

  test('are missing while the contact runs, as assumed by default', async () => {
    expect(await describeContact(await sayHello())).not.toHaveProperty('ChatMetrics');
  });

  test('are there while the contact runs, when that is assumed', async () => {
    await assume({ chatMetrics: 'WHILE_RUNNING' });
    expect(await counts(await sayHello())).toEqual([2, undefined, 2]);
  });

  test('are never there, when that is assumed', async () => {
    await assume({ chatMetrics: 'NEVER' });
    const contactId = await sayHello();
    connect.simulator.contacts.end(contactId);
    expect(await describeContact(contactId)).not.toHaveProperty('ChatMetrics');
  });
});

test('does not find an unknown contact, nor the instance in another Region', async () => {
  const unknown = { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } };
  const { ContactId } = await connect.startChat();
  await expect(describeContact('nobody')).rejects.toMatchObject(unknown);
  await expect(describeContact(ContactId!, connect.client('eu-west-2'))).rejects.toMatchObject(unknown);
});

test('refuses a contact id of 257 characters', async () => {
  await expect(describeContact('x'.repeat(257))).rejects.toMatchObject({ name: 'InvalidRequestException', $metadata: { httpStatusCode: 400 } });
});

test('serves 15 requests at once, then ten each second', async () => {
  const { ContactId } = await connect.startChat();
  const refused = async (requests: number) => {
    const settled = await Promise.allSettled(Array.from({ length: requests }, () => describeContact(ContactId!)));
    return settled.filter((result) => result.status === 'rejected' && result.reason.name === 'ThrottlingException').length;
  };
  expect(await refused(16)).toBe(1);
  connect.simulator.clock.advance(1);
  expect(await refused(12)).toBe(2);
});
