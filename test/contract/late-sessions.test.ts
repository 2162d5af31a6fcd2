import { ChatApp } from './chat-app';
import { ChatAnswer, readWords, signIn, startStoreApp } from './signed-in-customer';

const PROMISED_SECONDS = 90;
const FIFTEEN_MINUTES = 15 * 60;
const WORDS = 'Your parcel is on its way.';

let app: ChatApp;
let customers = 0;
let ada: ReturnType<typeof signIn>;

async function open(...options: Parameters<typeof startStoreApp>): Promise<void> {
  app = await startStoreApp(...options);
  ada = signIn(app, `ada-${customers++}`);
}
afterEach(() => app.close());

/** The customer and an agent say something. */
function talk({ contactId }: ChatAnswer, content = WORDS): void {
  app.connect.contacts.accept(contactId);
  app.connect.transcripts.say(contactId, { role: 'AGENT', content });
}

async function end({ contactId }: ChatAnswer): Promise<void> {
  app.connect.contacts.end(app.connect.contacts.requireSession(contactId).contacts.at(-1)!.contactId);
  await app.connect.contactEvents.waitUntilDelivered();
}

/** A conversation that has just ended. */
async function endedChat(): Promise<ChatAnswer> {
  const chat = await ada.start();
  talk(chat);
  await end(chat);
  return chat;
}

const pass = async (seconds: number) => app.connect.clock.letPass(seconds);
const tries = () => app.connect.requests.filter(({ path }) => path.includes('persistent-contact-association'));
const lines = () => app.logs.flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Record<string, unknown>] : []));

describe('a customer who comes back at once', () => {
  test('is told that the past chat follows, sees it in the same chat, and is then told what the chat continues', async () => {
    await open();
    const past = await endedChat();
    await pass(5);
    const chat = await ada.start();
    expect(chat.persistentChat).toMatchObject({ outcome: 'NOT_REHYDRATED', reasonCode: 'PAST_CHAT_PENDING', reason: expect.stringMatching(/15 minutes/) });
    expect((await ada.resume()).persistentChat).toMatchObject({ outcome: 'RESUMED', reasonCode: 'PAST_CHAT_PENDING' });
    await pass(PROMISED_SECONDS);
    expect(await readWords(app, chat)).toContain(WORDS);
    const resumed = [await ada.resume(), await ada.start()];
    expect(resumed.map(({ contactId, continuedFrom, persistentChat }) => ({ contactId, continuedFrom, persistentChat }))).toEqual(
      Array(2).fill({ contactId: chat.contactId, continuedFrom: past.contactId, persistentChat: { outcome: 'RESUMED' } }),
    );
    expect(app.connect.contacts.countRunning()).toBe(1);
  });

  test('and asks for the last segment gets the one that was recorded meanwhile, without the survey', async () => {
    await open();
    const first = await ada.start();
    const second = app.connect.contacts.transfer(first.contactId);
    app.connect.contacts.startSurvey(second.contactId);
    await end(first);
    await ada.start({ PersistentChat: { RehydrationType: 'FROM_SEGMENT' } });
    await pass(PROMISED_SECONDS);
    expect((await ada.resume()).continuedFrom).toBe(second.contactId);
  });

  test('and names the past chat gets it, too', async () => {
    await open();
    const past = await endedChat();
    const chat = await ada.start({ PersistentChat: { SourceContactId: past.contactId } });
    await pass(PROMISED_SECONDS);
    expect(await readWords(app, chat)).toContain(WORDS);
  });

  test('and asks for a new conversation gets nothing attached', async () => {
    await open();
    await endedChat();
    expect((await ada.start({ PersistentChat: { Start: 'NEW' } })).persistentChat).toEqual({ outcome: 'NEW' });
    await pass(PROMISED_SECONDS);
    expect(tries()).toEqual([]);
  });


  test('has nothing attached without late rehydration', async () => {
    await open({ lateRehydration: false });
    await endedChat();
    expect((await ada.start()).persistentChat).toMatchObject({ outcome: 'NOT_REHYDRATED', reasonCode: 'SOURCE_REFUSED' });
    await pass(PROMISED_SECONDS);
    expect(tries()).toEqual([]);
  });
});

describe('a chat that ends before anything could be attached', () => {
  test('is skipped by the next one, at once, when nothing was said in it', async () => {
    await open();
    const past = await endedChat();
    const empty = await ada.start({ InitialMessage: { ContentType: 'text/plain', Content: 'Hello' } });
    await end(empty);
    await pass(PROMISED_SECONDS);
    expect((await ada.resume()).status).toBe(404);
    const next = await ada.start();
    expect([next.persistentChat, next.continuedFrom]).toEqual([{ outcome: 'REHYDRATED' }, past.contactId]);
    expect(await readWords(app, next)).toContain(WORDS);
  });

  test('is skipped when the next one comes at once, too, and so is the one before it', async () => {
    await open();
    await endedChat();
    for (const _ of [1, 2]) {
      await end(await ada.start());
      await pass(5);
    }
    const last = await ada.start();
    expect(last.persistentChat.reasonCode).toBe('PAST_CHAT_PENDING');
    await pass(PROMISED_SECONDS);
    expect(await readWords(app, last)).toContain(WORDS);
    expect((await ada.resume()).persistentChat).toEqual({ outcome: 'RESUMED' });
  });

  test('is continued when something was said in it, and the one before it is named, which can be asked for', async () => {
    await open();
    const past = await endedChat();
    const later = await ada.start();
    talk(later, 'It is late.');
    await end(later);
    await pass(PROMISED_SECONDS);
    const next = await ada.start();
    expect(next.persistentChat).toEqual({
      outcome: 'REHYDRATED', reasonCode: 'LATER_CHAT_CONTINUED', reason: expect.stringContaining('notContinued'), notContinued: past.contactId,
    });
    expect(next.continuedFrom).toBe(later.contactId);
    expect((await ada.resume()).persistentChat).toMatchObject({ outcome: 'RESUMED', reasonCode: 'LATER_CHAT_CONTINUED', notContinued: past.contactId });
    await end(next);
    await pass(PROMISED_SECONDS);
    expect((await ada.start({ PersistentChat: { SourceContactId: past.contactId } })).continuedFrom).toBe(past.contactId);
  });

  test('is attached to the next one when that comes at once, and the one before it is named then', async () => {
    await open();
    const past = await endedChat();
    const later = await ada.start();
    talk(later, 'It is late.');
    await end(later);
    const next = await ada.start();
    await pass(PROMISED_SECONDS);
    expect(await readWords(app, next)).toEqual(expect.arrayContaining(['It is late.']));
    const { persistentChat, continuedFrom } = await ada.resume();
    expect([persistentChat, continuedFrom]).toEqual([expect.objectContaining({ reasonCode: 'LATER_CHAT_CONTINUED', notContinued: past.contactId }), later.contactId]);
    await end(next);
    await pass(PROMISED_SECONDS);
    expect((await ada.start()).persistentChat).toMatchObject({ outcome: 'REHYDRATED', notContinued: past.contactId });
  });

  test('is continued when the record does not tell whether something was said', async () => {
    await open({}, { assumptions: { chatMetrics: 'NEVER' } });
    const past = await endedChat();
    const later = await ada.start();
    await end(later);
    await pass(PROMISED_SECONDS);
    expect((await ada.start()).persistentChat.notContinued).toBe(past.contactId);
  });

  test('is continued when something was said in a later segment only', async () => {
    await open();
    const past = await endedChat();
    const later = await ada.start();
    await readWords(app, later);
    const { contactId } = app.connect.contacts.transfer(later.contactId);
    await pass(PROMISED_SECONDS);
    app.connect.transcripts.say(contactId, { role: 'AGENT', content: 'It is late.' });
    await end(later);
    await pass(PROMISED_SECONDS);
    expect((await ada.start()).persistentChat.notContinued).toBe(past.contactId);
  });
});

test('a past chat that Connect does not accept is given up after 15 minutes with a warning, and named to who comes back', async () => {
  await open({}, { transcriptDelaySeconds: 60 * 60 });
  const past = await endedChat();
  const chat = await ada.start();
  talk(chat);
  await readWords(app, chat);
  await pass(FIFTEEN_MINUTES + 60);
  expect(lines().filter(({ level }) => level === 'WARN')).toEqual([
    expect.objectContaining({ message: expect.stringMatching(/^Past chat given up/), contactId: chat.contactId, sourceContactId: past.contactId, tries: 11 }),
  ]);
  expect((await ada.resume()).persistentChat).toMatchObject({ outcome: 'RESUMED', reasonCode: 'SOURCE_REFUSED', notContinued: past.contactId });
});

test('what a flow has attached by itself counts as attached', async () => {
  await open();
  const past = await endedChat();
  const chat = await ada.start();
  await readWords(app, chat);
  app.connect.contacts.rehydrate(app.connect.contacts.requireSession(chat.contactId), past.contactId, [past.contactId]);
  await pass(FIFTEEN_MINUTES);
  expect(tries()).toHaveLength(1);
  expect((await ada.resume()).continuedFrom).toBe(past.contactId);
});
