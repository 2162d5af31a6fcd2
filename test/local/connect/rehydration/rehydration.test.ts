import { type Connect, playPastSession, startConnect } from '../connect-fixture';

const TRANSCRIPT_DELAY_SECONDS = 45;
let connect: Connect;

beforeEach(async () => {
  connect = await startConnect({ transcriptDelaySeconds: TRANSCRIPT_DELAY_SECONDS });
});

afterEach(() => connect.simulator.close());

const comeBack = (SourceContactId: string, RehydrationType: 'FROM_SEGMENT' | 'ENTIRE_PAST_SESSION', using = connect) =>
  using.startChat({ PersistentChat: { SourceContactId, RehydrationType } });

const pastWords = (contactId: string) => connect.simulator.transcripts.listMessages(contactId).map((item) => [item.RelatedContactId, item.Content]);

describe('coming back to an ended session of C1, C2 and the survey C3', () => {
  let past: Awaited<ReturnType<typeof playPastSession>>;

  beforeEach(async () => {
    past = await playPastSession(connect);
    connect.simulator.clock.advance(TRANSCRIPT_DELAY_SECONDS);
  });

  test('FROM_SEGMENT C2 continues from C2 and hides the survey', async () => {
    const chat = await comeBack(past.c2, 'FROM_SEGMENT');
    expect(chat.ContinuedFromContactId).toBe(past.c2);
    expect(connect.simulator.contacts.get(chat.ContactId!).relatedContactId).toBe(past.c2);
    expect(pastWords(chat.ContactId!)).toEqual([[past.c1, 'said in C1'], [past.c2, 'said in C2']]);
  });

  test('ENTIRE_PAST_SESSION C1 continues from C3 and shows all of it', async () => {
    const chat = await comeBack(past.c1, 'ENTIRE_PAST_SESSION');
    expect(chat.ContinuedFromContactId).toBe(past.c3);
    expect(pastWords(chat.ContactId!)).toEqual([[past.c1, 'said in C1'], [past.c2, 'said in C2'], [past.c3, 'asked in C3']]);
  });

  test('makes a new contact with a new participant', async () => {
    const chat = await comeBack(past.c1, 'ENTIRE_PAST_SESSION');
    expect(Object.values(past)).not.toContain(chat.ContactId);
    expect(chat.ParticipantToken).not.toBe(connect.simulator.contacts.findSession(past.c1)!.participantToken);
  });

  test('a later session brings along what the session before it continued', async () => {
    const second = (await comeBack(past.c2, 'FROM_SEGMENT')).ContactId!;
    connect.simulator.transcripts.say(second, { role: 'CUSTOMER', content: 'back again' });
    connect.simulator.contacts.end(second);
    connect.simulator.clock.advance(TRANSCRIPT_DELAY_SECONDS);
    const third = (await comeBack(second, 'ENTIRE_PAST_SESSION')).ContactId!;
    connect.simulator.transcripts.say(third, { role: 'CUSTOMER', content: 'now' });
    expect(pastWords(third)).toEqual([[past.c1, 'said in C1'], [past.c2, 'said in C2'], [second, 'back again'], [undefined, 'now']]);
  });

  test('ENTIRE_PAST_SESSION with a later contact continues its session, as assumed by default', async () => {
    expect((await comeBack(past.c2, 'ENTIRE_PAST_SESSION')).ContinuedFromContactId).toBe(past.c3);
  });
});

describe('a source contact that cannot be continued is refused', () => {
  test('while a survey keeps its session running', async () => {
    const { ContactId } = await connect.startChat();
    connect.simulator.contacts.startSurvey(ContactId!);
    connect.simulator.clock.advance(TRANSCRIPT_DELAY_SECONDS);
    await expect(comeBack(ContactId!, 'FROM_SEGMENT')).rejects.toMatchObject({ name: 'InvalidRequestException', $metadata: { httpStatusCode: 400 } });
  });

  test('until its transcript is written', async () => {
    const { c1 } = await playPastSession(connect);
    connect.simulator.clock.advance(TRANSCRIPT_DELAY_SECONDS - 1);
    await expect(comeBack(c1, 'ENTIRE_PAST_SESSION')).rejects.toMatchObject({ name: 'InvalidRequestException' });
    connect.simulator.clock.advance(1);
    await expect(comeBack(c1, 'ENTIRE_PAST_SESSION')).resolves.toHaveProperty('ContactId');
  });

  test('when the instance does not know it', async () => {
    await expect(comeBack('nobody', 'FROM_SEGMENT')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
  });

  test('when its transcript is over 5 MB', async () => {
    const { ContactId } = await connect.startChat();
    for (let megabyte = 0; megabyte < 6; megabyte += 1) {
      connect.simulator.transcripts.say(ContactId!, { role: 'AGENT', content: 'x'.repeat(1024 * 1024) });
    }
    connect.simulator.contacts.end(ContactId!);
    connect.simulator.clock.advance(TRANSCRIPT_DELAY_SECONDS);
    await expect(comeBack(ContactId!, 'FROM_SEGMENT')).rejects.toMatchObject({ name: 'InvalidRequestException' });
  });

  test('when it brings along more than 100 past contacts', async () => {
    let contactId = (await connect.startChat()).ContactId!;
    for (let transfers = 1; transfers <= 100; transfers += 1) contactId = connect.simulator.contacts.transfer(contactId).contactId;
    const { previousContactId } = connect.simulator.contacts.get(contactId);
    connect.simulator.contacts.end(contactId);
    connect.simulator.clock.advance(TRANSCRIPT_DELAY_SECONDS);
    await expect(comeBack(contactId, 'FROM_SEGMENT')).rejects.toMatchObject({ name: 'InvalidRequestException' });
    await expect(comeBack(previousContactId!, 'FROM_SEGMENT')).resolves.toMatchObject({ ContinuedFromContactId: previousContactId });
  });

  test('a refused source starts no chat', async () => {
    await expect(comeBack('nobody', 'FROM_SEGMENT')).rejects.toThrow();
    expect(connect.simulator.contacts.countRunning()).toBe(0);
  });
});

test('what AWS does not document can be set otherwise', async () => {
  const otherwise = await startConnect({ assumptions: { unknownSource: 'InvalidParameterException', nonInitialSource: 'REFUSE' }, transcriptDelaySeconds: 0 });
  try {
    const { c2 } = await playPastSession(otherwise);
    await expect(comeBack('nobody', 'FROM_SEGMENT', otherwise)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(comeBack(c2, 'ENTIRE_PAST_SESSION', otherwise)).rejects.toMatchObject({ name: 'InvalidRequestException' });
  } finally {
    await otherwise.simulator.close();
  }
});
