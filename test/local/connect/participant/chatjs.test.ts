import WebSocket from 'ws';
import { type Connect, playPastSession, REGION, startConnect } from '../connect-fixture';
import { type Item, wording } from './participant-fixture';
import { Clock } from '../../../../local/connect/contact-centre/clock';

/** What the tests use of ChatJS, whose own types are those of a page's global variable. */
interface ChatJs {
  ChatSession: {
    setGlobalConfig(config: object): void;
    create(options: object): ChatSession;
  };
}

interface ChatSession {
  connect(): Promise<{ connectSuccess: boolean }>;
  getTranscript(query: object): Promise<{ data: { Transcript: Item[]; NextToken?: string } }>;
  sendMessage(message: object): Promise<unknown>;
  disconnectParticipant(): Promise<unknown>;
  onMessage(listener: (event: { data: Item }) => void): void;
  onTyping(listener: (event: { data: Item }) => void): void;
  onReadReceipt(listener: (event: { data: Item }) => void): void;
  onEnded(listener: () => void): void;
}

type StartChat = Parameters<Connect['startChat']>[0];

let connectService: Connect;
let chatJs: ChatJs;

beforeAll(async () => {
  connectService = await startConnect({ transcriptDelaySeconds: 0, clock: new Clock() });
  // ChatJS is made for browsers. Node has what it takes from them, except that Node 20 lacks two of them.
  const browser = globalThis as unknown as Record<string, unknown> & { connect: ChatJs };
  browser.window = browser.self = globalThis;
  browser.WebSocket ??= WebSocket;
  browser.navigator ??= { userAgent: 'node', onLine: true };
  jest.requireActual('amazon-connect-chatjs');
  chatJs = browser.connect;
  chatJs.ChatSession.setGlobalConfig({
    region: REGION,
    endpoint: connectService.simulator.endpoint,
    webSocketManagerConfig: { isNetworkOnline: () => true },
  });
});

afterAll(() => connectService.simulator.close());

/** A chat that ChatJS is connected to, with what it has told the page. */
async function openChat(input?: StartChat) {
  const { ContactId, ParticipantId, ParticipantToken } = await connectService.startChat(input);
  const session = chatJs.ChatSession.create({
    chatDetails: { contactId: ContactId, participantId: ParticipantId, participantToken: ParticipantToken },
    type: 'CUSTOMER',
    disableCSM: true,
  });
  const messages: Item[] = [];
  session.onMessage(({ data }) => messages.push(data));
  const listening = new Promise<unknown>((resolve) => session.onTyping(resolve));
  const ended = new Promise<void>((resolve) => session.onEnded(resolve));
  await session.connect();
  // ChatJS calls a chat connected before its websocket is, so the agent types until the page hears it.
  const typing = setInterval(() => connectService.simulator.transcripts.showTyping(ContactId!, 'AGENT'), 10);
  await listening.finally(() => clearInterval(typing));
  return { session, messages, ended, contactId: ContactId! };
}

test('a page with ChatJS talks with an agent until the chat ends', async () => {
  const { simulator } = connectService;
  const { session, messages, ended, contactId } = await openChat();
  await session.sendMessage({ message: 'hello', contentType: 'text/plain' });
  simulator.contacts.accept(contactId, 'Ada');
  const second = simulator.contacts.transfer(contactId).contactId;
  simulator.transcripts.say(second, { role: 'AGENT', content: 'how can I help?' });
  simulator.contacts.end(second);
  await ended;
  expect(wording(messages)).toEqual([
    'CUSTOMER hello', 'AGENT participant.joined', 'AGENT participant.left', 'SYSTEM transfer.succeeded', 'AGENT how can I help?',
    'CUSTOMER participant.left', 'SYSTEM chat.ended',
  ]);
});

test('a page with ChatJS shows typing, and that its message was read', async () => {
  const { transcripts, contacts } = connectService.simulator;
  const { session, ended, contactId } = await openChat();
  const adaTypes = new Promise<void>((resolve) => session.onTyping(({ data }) => { if (data.DisplayName === 'Ada') resolve(); }));
  const read = new Promise<Item>((resolve) => session.onReadReceipt(({ data }) => resolve(data)));
  contacts.accept(contactId, 'Ada');
  transcripts.showTyping(contactId, 'AGENT');
  await adaTypes;
  const sent = await session.sendMessage({ message: 'hello', contentType: 'text/plain' }) as { data: { Id: string } };
  transcripts.recordReceipt(contactId, sent.data.Id, 'AGENT', 'READ');
  expect((await read).MessageMetadata).toMatchObject({ MessageId: sent.data.Id });
  contacts.end(contactId);
  await ended;
});

test('a customer who comes back with ChatJS finds the conversation, and can leave again', async () => {
  const past = await playPastSession(connectService);
  const { session, ended } = await openChat({ PersistentChat: { SourceContactId: past.c1, RehydrationType: 'ENTIRE_PAST_SESSION' } });
  const first = (await session.getTranscript({ maxResults: 100 })).data;
  expect(wording(first.Transcript)).toEqual(['CUSTOMER participant.joined', 'SYSTEM chat.rehydrated']);
  const second = (await session.getTranscript({ maxResults: 100, nextToken: first.NextToken })).data;
  expect(second.Transcript.filter(({ Type }) => Type === 'MESSAGE').map(({ Content, RelatedContactId }) => [Content, RelatedContactId]))
    .toEqual([['said in C1', past.c1], ['said in C2', past.c2], ['asked in C3', past.c3]]);
  await session.disconnectParticipant();
  await ended;
  expect(connectService.simulator.contacts.countRunning()).toBe(0);
});
