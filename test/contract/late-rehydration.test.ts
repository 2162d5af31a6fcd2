import { ChatApp, startChatApp } from './chat-app';
import { PersistentChatProps } from '../../src';
import { Item, call, createConnection } from '../local/connect/participant/participant-fixture';

interface Answer {
  readonly startChatResult: { readonly ContactId: string; readonly ParticipantToken: string; readonly ContinuedFromContactId?: string };
  readonly persistentChat: { readonly outcome: string; readonly reason?: string; readonly reasonCode?: string; readonly resumeHandle: string };
}

const PROMISED_SECONDS = 90;
const FIFTEEN_MINUTES = 15 * 60;

let app: ChatApp;
afterEach(() => app.close());

async function start(source?: string): Promise<Answer> {
  const response = await app.request({ body: JSON.stringify({ PersistentChat: { SourceContactId: source } }) });
  expect(response.status).toBe(200);
  return (await response.json() as { data: Answer }).data;
}

/** A visitor who said something in a chat that has just ended. */
async function endChat(props: Partial<PersistentChatProps> = {}) {
  app = await startChatApp(props);
  const { startChatResult: { ContactId }, persistentChat: { resumeHandle } } = await start();
  app.connect.contacts.accept(ContactId);
  app.connect.transcripts.say(ContactId, { role: 'AGENT', content: 'Your parcel is on its way.' });
  app.connect.contacts.end(ContactId);
  return { contactId: ContactId, resumeHandle };
}

async function readTranscript({ startChatResult: { ParticipantToken } }: Answer): Promise<Item[]> {
  const centre = { simulator: app.connect } as Parameters<typeof call>[0];
  const { body } = await createConnection(centre, ParticipantToken, ['CONNECTION_CREDENTIALS']);
  const read = async (NextToken?: string): Promise<Item[]> => {
    const page = await call(centre, 'transcript', body.ConnectionCredentials!.ConnectionToken, { ScanDirection: 'BACKWARD', MaxResults: 100, NextToken });
    return [...page.body.Transcript!, ...(page.body.NextToken ? await read(page.body.NextToken) : [])];
  };
  return read();
}

const wordsOf = (items: Item[]) => items.flatMap(({ Content }) => Content ?? []);
const tries = () => app.connect.requests.filter(({ path }) => path.includes('persistent-contact-association'));
const lines = () => app.logs.flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Record<string, unknown>] : []));

test.each([5, 20, 40])('a visitor who comes back %d s after the end sees the past chat within 90 s, in the same chat', async (seconds) => {
  const { resumeHandle } = await endChat();
  await app.connect.clock.letPass(seconds);
  const chat = await start(resumeHandle);
  expect(chat.persistentChat).toMatchObject({ outcome: 'NOT_REHYDRATED', reasonCode: 'PAST_CHAT_PENDING' });
  expect(wordsOf(await readTranscript(chat))).toEqual([]);
  await app.connect.clock.letPass(PROMISED_SECONDS);
  expect(wordsOf(await readTranscript(chat))).toContain('Your parcel is on its way.');
  expect(app.connect.contacts.countRunning()).toBe(1);
});

test('one who comes back after 70 s sees it at once, and nothing is attached later', async () => {
  const { resumeHandle } = await endChat();
  await app.connect.clock.letPass(70);
  expect((await start(resumeHandle)).persistentChat.outcome).toBe('REHYDRATED');
  await app.connect.clock.letPass(FIFTEEN_MINUTES);
  expect(tries()).toEqual([]);
});

test('when the new chat ends before, the attempt is given up after 15 minutes, and the log says so', async () => {
  const { contactId: sourceContactId, resumeHandle } = await endChat();
  const { startChatResult: { ContactId } } = await start(resumeHandle);
  app.connect.contacts.end(ContactId);
  await app.connect.clock.letPass(FIFTEEN_MINUTES + 60);
  expect(tries()).toHaveLength(11);
  expect(lines().filter(({ level }) => level === 'WARN')).toEqual([
    expect.objectContaining({ message: expect.stringMatching(/^Past chat given up/), contactId: ContactId, sourceContactId, tries: 11 }),
  ]);
});

test('a handle that is not valid has nothing attached', async () => {
  const { contactId } = await endChat();
  expect((await start(contactId)).persistentChat.reasonCode).toBe('HANDLE_INVALID');
  await app.connect.clock.letPass(PROMISED_SECONDS);
  expect(tries()).toEqual([]);
});

test('without late rehydration the past chat stays out', async () => {
  const { resumeHandle } = await endChat({ lateRehydration: false });
  expect((await start(resumeHandle)).persistentChat.reasonCode).toBe('SOURCE_REFUSED');
  await app.connect.clock.letPass(PROMISED_SECONDS);
  expect(tries()).toEqual([]);
});
