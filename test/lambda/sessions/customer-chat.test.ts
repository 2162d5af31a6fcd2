import { ChatRequest, DEFAULT_REQUEST, TRANSCRIPT_SECONDS } from './chat-world';
import { Fate } from './schedule';
import { startSessionTable } from './session-table-fixture';
import { TransitionsWorld } from './transitions-world';
import { CustomerChat } from '../../../lambda/sessions/customer-chat';
import { decideSession } from '../../../lambda/sessions/decide-session';
import { createParticipantService } from '../../../lambda/sessions/participant-service';

const LEASE_SECONDS = 31;
const DAY = 24 * 60 * 60;

let store: Awaited<ReturnType<typeof startSessionTable>>;
let world: TransitionsWorld;
beforeAll(async () => { store = await startSessionTable(); });
beforeEach(() => { world = new TransitionsWorld(store.table); });
afterAll(async () => store.close());

async function play(request: ChatRequest, ...fates: Fate[]): Promise<void> {
  await world.begin('Ada', request);
  for (const fate of fates) await world.runOne(0, fate);
}

/** Connect has made a contact, and nobody knows. */
async function crashAfterStart(request: ChatRequest = DEFAULT_REQUEST): Promise<void> {
  await play(request, 'done', 'done', 'crashAfter');
  world.advance(LEASE_SECONDS);
}

/** The customer has a chat that can be continued. */
async function endedChat(): Promise<string> {
  const { chat } = await world.ask('Ada');
  world.contacts.end(chat!.contactId);
  world.advance(TRANSCRIPT_SECONDS + 1);
  return chat!.contactId;
}

/** Asks as a client does that is told to come again. */
async function insist(request: ChatRequest) {
  const { failure } = await world.ask('Ada', request);
  expect(failure).toBe('ChatStarting');
  return (await world.ask('Ada', request)).chat;
}

/** Asks while another request, which is answered first, is at its call to Connect. */
async function askMeanwhile(request: ChatRequest): Promise<void> {
  await play(DEFAULT_REQUEST, 'done', 'done');
  await world.begin('Ada', request);
  await world.runOne(1, 'done');
  while (world.schedule.waiting > 0) await world.runOne(0, 'done');
}

const ANEW: ChatRequest = { ...DEFAULT_REQUEST, startsNew: true };

test('a chat whose commit failed can be named by the one who got it', async () => {
  await play(DEFAULT_REQUEST, 'done', 'done', 'done', 'fails');
  const sourceContactId = world.answers.at(-1)!.chat!.contactId;
  world.contacts.end(sourceContactId);
  world.advance(TRANSCRIPT_SECONDS + 1);
  expect(await insist({ ...DEFAULT_REQUEST, sourceContactId })).toMatchObject({ outcome: 'REHYDRATED', continuedFromContactId: sourceContactId });
});

test('whoever waits for another start has to name an own source', async () => {
  await world.ask('Ben');
  const sourceContactId = world.answers.at(-1)!.chat!.contactId;
  await askMeanwhile({ ...DEFAULT_REQUEST, sourceContactId });
  expect(world.answers.map(({ failure }) => failure)).toEqual([undefined, undefined, 'SourceContactNotAllowed']);
});

test('a new chat is not the one that another start has left', async () => {
  await endedChat();
  await play(DEFAULT_REQUEST, 'done', 'done', 'done', 'answerLost', 'done');
  expect((await insist(ANEW))?.outcome).toBe('NEW');
});

test('a new chat is not the one that another request is starting', async () => {
  await askMeanwhile(ANEW);
  expect(world.answers.map(({ chat, failure }) => failure ?? chat?.outcome)).toEqual(['NEW', 'ChatStarting']);
});

test('a new chat that Connect has refused keeps nobody from continuing', async () => {
  const continuedFromContactId = await endedChat();
  await play(ANEW, 'done', 'done', 'done', 'refused', 'done');
  expect((await world.ask('Ada')).chat).toMatchObject({ outcome: 'REHYDRATED', continuedFromContactId });
});

describe('a start that was left, and that Connect refuses', () => {
  // For each call the first one with the same token.
  const sentTokens = () => world.clientTokens.map((token) => world.clientTokens.indexOf(token));

  test.each([
    ['by a new chat, which is started under a lease of its own', ANEW, ['done', 'done', 'refused', 'done', 'done', 'done'], [0, 0, 2], 'NEW'],
    ['by nobody else, whom it may have given a chat', DEFAULT_REQUEST, ['done', 'done', 'refused', 'done'], [0, 0], 'ChatRejected'],
  ] as const)('is dropped %s', async (_, request, fates, tokens, result) => {
    await play(DEFAULT_REQUEST, 'done', 'done', 'crashAfter');
    world.advance(LEASE_SECONDS);
    await play(request, ...fates);
    const { chat, failure } = world.answers.at(-1)!;
    expect({ tokens: sentTokens(), result: chat?.outcome ?? failure }).toEqual({ tokens, result });
  });

  test('is dropped by anybody after seven days, however often Connect refuses it meanwhile', async () => {
    await crashAfterStart();
    for (const _ of [1, 2, 3]) {
      world.advance(2 * DAY);
      await play(DEFAULT_REQUEST, 'done', 'done', 'refused', 'done');
    }
    world.advance(1.1 * DAY);
    expect((await world.ask('Ada')).chat?.outcome).toBe('NEW');
    expect(sentTokens()).toEqual([0, 0, 0, 0, 4]);
  });

  test('is kept for seven days more when an answer is lost', async () => {
    await crashAfterStart();
    world.advance(6 * DAY);
    await play(DEFAULT_REQUEST, 'done', 'done', 'answerLost', 'done');
    world.advance(6 * DAY);
    await play(DEFAULT_REQUEST, 'done', 'done', 'refused', 'done');
    expect(sentTokens()).toEqual([0, 0, 0]);
  });
});

test('a contact that was made is not lost when Connect then refuses whoever takes the start over', async () => {
  await crashAfterStart();
  await play(DEFAULT_REQUEST, 'done', 'done', 'refused', 'done');
  expect(world.answers.at(-1)?.failure).toBe('ChatRejected');
  const { chat } = await world.ask('Ada');
  expect(chat?.contactId).toBe(world.sessions[0].contacts[0].contactId);
});

test('a start that was taken over leaves nothing behind when Connect refuses first its source and then the chat without it', async () => {
  const { chat } = await world.ask('Ada');
  world.contacts.end(chat!.contactId);
  await play(DEFAULT_REQUEST, 'done', 'done', 'done', 'crashBefore');
  world.advance(LEASE_SECONDS);
  await play(DEFAULT_REQUEST, 'done', 'done', 'done', 'done', 'refused', 'done');
  expect(world.answers.at(-1)?.failure).toBe('ChatRejected');
  world.advance(TRANSCRIPT_SECONDS);
  expect((await world.ask('Ada')).chat).toMatchObject({ outcome: 'REHYDRATED', continuedFromContactId: chat!.contactId });
});

test('a chat that was taken over counts as running for as long as the one who started it may have asked for', async () => {
  await crashAfterStart({ ...DEFAULT_REQUEST, chatMinutes: 10_080 });
  await world.ask('Ada');
  world.advance(6 * DAY);
  expect((await world.ask('Ada')).chat?.outcome).toBe('RESUMED');
});

test('a chat that Connect gave at the last moment is remembered', async () => {
  const deadline = new AbortController();
  const chat = { contactId: 'C1', participantId: 'P1', participantToken: 'token', outcome: 'NEW' } as const;
  await new CustomerChat('late', {
    table: store.table.withDeadline(deadline.signal),
    participants: createParticipantService('us-east-1', { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }, deadline.signal),
    decide: (...known) => decideSession(DEFAULT_REQUEST, ...known),
    startChat: async () => {
      deadline.abort();
      return chat;
    },
    now: Date.now,
    pause: async () => undefined,
  }).startOrResume();
  expect((await store.table.read('late', Date.now())).sessions.session?.contactId).toBe('C1');
});
