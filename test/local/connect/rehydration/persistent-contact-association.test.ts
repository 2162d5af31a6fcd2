import { CreatePersistentContactAssociationCommand, type CreatePersistentContactAssociationCommandInput } from '@aws-sdk/client-connect';
import type { Assumptions } from '../../../../local/connect/contact-centre/assumptions';
import type { ConnectSimulatorOptions } from '../../../../local/connect/simulator';
import { type Connect, INSTANCE_ID, playPastSession, startConnect } from '../connect-fixture';
import { createConnection, SocketClient, startCustomer, wording } from '../participant/participant-fixture';

const TRANSCRIPT_DELAY_SECONDS = 45;
const REFUSED = { name: 'InvalidRequestException', $metadata: { httpStatusCode: 400 } };
const UNKNOWN = { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } };

let connect: Connect;
let past: Awaited<ReturnType<typeof playPastSession>>;

beforeEach(async () => prepare());
afterEach(() => connect.simulator.close());

/** A past session of C1, C2 and the survey C3, whose transcripts are written. */
async function prepare(options: Partial<ConnectSimulatorOptions> = {}): Promise<void> {
  connect = await startConnect({ transcriptDelaySeconds: TRANSCRIPT_DELAY_SECONDS, ...options });
  past = await playPastSession(connect);
  connect.simulator.clock.advance(TRANSCRIPT_DELAY_SECONDS);
}

async function assume(assumptions: Partial<Assumptions>): Promise<void> {
  await connect.simulator.close();
  await prepare({ assumptions });
}

const startChat = async () => (await connect.startChat()).ContactId!;

const associate = async (InitialContactId: string, input: Partial<CreatePersistentContactAssociationCommandInput> = {}, sender = connect.client()) =>
  sender.send(new CreatePersistentContactAssociationCommand({
    InstanceId: INSTANCE_ID,
    InitialContactId,
    SourceContactId: past.c1,
    RehydrationType: 'ENTIRE_PAST_SESSION',
    ...input,
  }));

const shownTo = (contactId: string) => connect.simulator.transcripts.listMessages(contactId).map((item) => [item.RelatedContactId, item.Content]);

test('adds the past conversation to a chat that runs, also when it has an agent and has been transferred', async () => {
  const c4 = await startChat();
  connect.simulator.contacts.accept(c4);
  const c5 = connect.simulator.contacts.transfer(c4).contactId;
  connect.simulator.transcripts.say(c5, { role: 'AGENT', content: 'said in C5' });
  expect((await associate(c4)).ContinuedFromContactId).toBe(past.c3);
  expect(shownTo(c4)).toEqual([[past.c1, 'said in C1'], [past.c2, 'said in C2'], [past.c3, 'asked in C3'], [undefined, 'said in C5']]);
  expect(connect.simulator.contacts.get(c5).relatedContactId).toBe(past.c3);
});

test('FROM_SEGMENT continues from the source contact itself', async () => {
  const chat = await startChat();
  expect((await associate(chat, { SourceContactId: past.c2, RehydrationType: 'FROM_SEGMENT' })).ContinuedFromContactId).toBe(past.c2);
  expect(shownTo(chat)).toEqual([[past.c1, 'said in C1'], [past.c2, 'said in C2']]);
});

test('the customer pages back to the past conversation, as in a chat that was started with it', async () => {
  const { contactId, call, send } = await startCustomer(connect);
  await send('back again');
  await associate(contactId);
  const first = (await call('transcript', { MaxResults: 100, SortOrder: 'ASCENDING' })).body;
  expect(wording(first.Transcript!)).toEqual(['CUSTOMER participant.joined', 'CUSTOMER back again', 'SYSTEM chat.rehydrated']);
  const second = (await call('transcript', { MaxResults: 100, SortOrder: 'ASCENDING', NextToken: first.NextToken })).body.Transcript!;
  expect(second.filter(({ Type }) => Type === 'MESSAGE').map(({ Content, RelatedContactId }) => [Content, RelatedContactId]))
    .toEqual([['said in C1', past.c1], ['said in C2', past.c2], ['asked in C3', past.c3]]);
});

test('the next chat that continues this one brings the past conversation along', async () => {
  const chat = await startChat();
  connect.simulator.transcripts.say(chat, { role: 'CUSTOMER', content: 'back again' });
  await associate(chat);
  connect.simulator.contacts.end(chat);
  connect.simulator.clock.advance(TRANSCRIPT_DELAY_SECONDS);
  const next = await connect.startChat({ PersistentChat: { SourceContactId: chat, RehydrationType: 'ENTIRE_PAST_SESSION' } });
  expect(shownTo(next.ContactId!).map(([, content]) => content)).toEqual(['said in C1', 'said in C2', 'asked in C3', 'back again']);
});

describe('the event chat.rehydrated', () => {
  const open = async (url: string) => (await SocketClient.open(url)).subscribe();

  test('reaches each websocket of the chat that has subscribed', async () => {
    const { contactId, participantToken, websocketUrl } = await startCustomer(connect);
    const sockets = [await open(websocketUrl), await open((await createConnection(connect, participantToken)).body.Websocket!.Url)];
    await associate(contactId);
    for (const socket of sockets) expect(wording((await socket.settled()).items)).toEqual(['SYSTEM chat.rehydrated']);
    const later = await open((await createConnection(connect, participantToken)).body.Websocket!.Url);
    expect((await later.settled()).items).toEqual([]);
  });

  test('reaches the first websocket that subscribes later, when none has subscribed', async () => {
    const { contactId, websocketUrl } = await startCustomer(connect);
    await associate(contactId);
    expect(wording((await (await open(websocketUrl)).settled()).items)).toEqual(['SYSTEM chat.rehydrated']);
  });

  test('is not sent, when that is assumed', async () => {
    await assume({ lateRehydratedEvent: false });
    const { contactId, websocketUrl } = await startCustomer(connect);
    const socket = await open(websocketUrl);
    await associate(contactId);
    expect((await socket.settled()).items).toEqual([]);
    expect(shownTo(contactId)).toHaveLength(3);
  });
});

describe('a client token', () => {
  const ClientToken = 'token';

  test('gives its answer again, once only', async () => {
    const chat = await startChat();
    const first = await associate(chat, { ClientToken });
    expect((await associate(chat, { ClientToken })).ContinuedFromContactId).toBe(first.ContinuedFromContactId);
    const { current } = connect.simulator.transcripts.listItems(chat);
    expect(wording(current)).toEqual(['CUSTOMER participant.joined', 'SYSTEM chat.rehydrated']);
  });

  test('of one chat does not answer for another', async () => {
    await associate(await startChat(), { ClientToken });
    const other = await startChat();
    await associate(other, { ClientToken });
    expect(shownTo(other)).toHaveLength(3);
  });

  test('is free again after a refusal', async () => {
    const chat = await startChat();
    await expect(associate(chat, { ClientToken, SourceContactId: 'nobody' })).rejects.toMatchObject(UNKNOWN);
    await expect(associate(chat, { ClientToken })).resolves.toHaveProperty('ContinuedFromContactId', past.c3);
  });

  test('is forgotten after its window, so that the repetition is a second association', async () => {
    const { ContactId } = await connect.startChat({ ChatDurationInMinutes: 10_080 });
    await associate(ContactId!, { ClientToken });
    connect.simulator.clock.advance(7 * 24 * 60 * 60 - 1);
    await expect(associate(ContactId!, { ClientToken })).resolves.toHaveProperty('ContinuedFromContactId', past.c3);
    connect.simulator.clock.advance(1);
    await expect(associate(ContactId!, { ClientToken })).rejects.toMatchObject(REFUSED);
  });
});

describe('is refused', () => {
  test('while the transcript of the source is not written, and not after that', async () => {
    const { c1 } = await playPastSession(connect);
    const chat = await startChat();
    connect.simulator.clock.advance(TRANSCRIPT_DELAY_SECONDS - 1);
    await expect(associate(chat, { SourceContactId: c1 })).rejects.toMatchObject(REFUSED);
    connect.simulator.clock.advance(1);
    await expect(associate(chat, { SourceContactId: c1 })).resolves.toHaveProperty('ContinuedFromContactId');
  });

  test('when the source runs', async () => {
    await expect(associate(await startChat(), { SourceContactId: await startChat() })).rejects.toMatchObject(REFUSED);
  });

  test('when the chat is its own source', async () => {
    const chat = await startChat();
    await expect(associate(chat, { SourceContactId: chat })).rejects.toMatchObject(REFUSED);
  });

  test('for a chat that was started with a past conversation', async () => {
    const { ContactId } = await connect.startChat({ PersistentChat: { SourceContactId: past.c1, RehydrationType: 'ENTIRE_PAST_SESSION' } });
    await expect(associate(ContactId!)).rejects.toMatchObject(REFUSED);
  });

  test('for a chat that has got one already', async () => {
    const chat = await startChat();
    await associate(chat);
    await expect(associate(chat)).rejects.toMatchObject(REFUSED);
  });

  test('for a contact that is not the initial contact of its chat', async () => {
    const later = connect.simulator.contacts.transfer(await startChat()).contactId;
    await expect(associate(later)).rejects.toMatchObject(REFUSED);
  });

  test('for a chat that has ended, by a person or by its duration', async () => {
    const [ended, expired] = [await startChat(), (await connect.startChat({ ChatDurationInMinutes: 60 })).ContactId!];
    connect.simulator.contacts.end(ended);
    connect.simulator.clock.advance(60 * 60);
    await expect(associate(ended)).rejects.toMatchObject(REFUSED);
    await expect(associate(expired)).rejects.toMatchObject(REFUSED);
  });

  test('for an unknown chat, source or instance, and in another Region', async () => {
    const chat = await startChat();
    await expect(associate('nobody')).rejects.toMatchObject(UNKNOWN);
    await expect(associate(chat, { SourceContactId: 'nobody' })).rejects.toMatchObject(UNKNOWN);
    await expect(associate(chat, { InstanceId: '99999999-9999-9999-9999-999999999999' })).rejects.toMatchObject(UNKNOWN);
    await expect(associate(chat, {}, connect.client('eu-west-2'))).rejects.toMatchObject(UNKNOWN);
  });

  test.each<[string, Partial<CreatePersistentContactAssociationCommandInput>]>([
    ['no source', { SourceContactId: undefined }],
    ['no type', { RehydrationType: undefined }],
    ['an unknown type', { RehydrationType: 'NONE' as 'FROM_SEGMENT' }],
    ['a source of 257 characters', { SourceContactId: 'x'.repeat(257) }],
    ['a client token of 501 characters', { ClientToken: 'x'.repeat(501) }],
  ])('with %s', async (_, input) => {
    await expect(associate(await startChat(), input)).rejects.toMatchObject(REFUSED);
  });

  test('without a signature', async () => {
    const answer = await fetch(`${connect.simulator.endpoint}/contact/persistent-contact-association/${INSTANCE_ID}/c`, { method: 'POST', body: '{}' });
    expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([403, 'MissingAuthenticationTokenException']);
  });

  test('above eight requests at once, then five each second', async () => {
    const outcomes = async (requests: number) => {
      const settled = await Promise.allSettled(Array.from({ length: requests }, () => associate('nobody')));
      return settled.filter((result) => result.status === 'rejected' && result.reason.name === 'ThrottlingException').length;
    };
    expect(await outcomes(9)).toBe(1);
    connect.simulator.clock.advance(1);
    expect(await outcomes(7)).toBe(2);
    await expect(associate('nobody')).rejects.toMatchObject({ name: 'ThrottlingException', $metadata: { httpStatusCode: 429 } });
  });
});

describe('when it is assumed that Connect accepts it', () => {
  test('a later contact gets the past conversation for its chat', async () => {
    await assume({ laterContactAssociation: 'ACCEPT' });
    const chat = await startChat();
    await associate(connect.simulator.contacts.transfer(chat).contactId);
    expect(shownTo(chat)).toHaveLength(3);
  });

  test('an ended chat gets it for the next one, but not from a chat that continues it', async () => {
    await assume({ endedChatAssociation: 'ACCEPT' });
    const chat = await startChat();
    connect.simulator.contacts.end(chat);
    connect.simulator.clock.advance(TRANSCRIPT_DELAY_SECONDS);
    const next = (await connect.startChat({ PersistentChat: { SourceContactId: chat, RehydrationType: 'ENTIRE_PAST_SESSION' } })).ContactId!;
    connect.simulator.contacts.end(next);
    connect.simulator.clock.advance(TRANSCRIPT_DELAY_SECONDS);
    await expect(associate(chat, { SourceContactId: next })).rejects.toMatchObject(REFUSED);
    await expect(associate(chat)).resolves.toHaveProperty('ContinuedFromContactId', past.c3);
    expect(wording(connect.simulator.transcripts.listItems(chat).current).at(-1)).toBe('SYSTEM chat.ended');
  });
});

test('what AWS does not document can be set otherwise', async () => {
  await assume({ secondAssociation: 'InvalidParameterException', endedChatAssociation: 'ResourceNotFoundException' });
  const chat = await startChat();
  await associate(chat);
  await expect(associate(chat)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  connect.simulator.contacts.end(chat);
  await expect(associate(chat)).rejects.toMatchObject(UNKNOWN);
});
