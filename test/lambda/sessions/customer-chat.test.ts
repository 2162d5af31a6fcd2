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

/** Connect has made a contact, but the function ended before it stored the contact. */
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

test('a customer can name a chat whose commit failed', async () => {
  await play(DEFAULT_REQUEST, 'done', 'done', 'done', 'fails');
  const sourceContactId = world.answers.at(-1)!.chat!.contactId;
  world.contacts.end(sourceContactId);
  world.advance(TRANSCRIPT_SECONDS + 1);
  expect(await insist({ ...DEFAULT_REQUEST, sourceContactId })).toMatchObject({ outcome: 'REHYDRATED', continuedFromContactId: sourceContactId });
});

test('a request that waits for another start is refused for a source of another customer', async () => {
  await world.ask('Ben');
  const sourceContactId = world.answers.at(-1)!.chat!.contactId;
  await askMeanwhile({ ...DEFAULT_REQUEST, sourceContactId });
  expect(world.answers.map(({ failure }) => failure)).toEqual([undefined, undefined, 'SourceContactNotAllowed']);
});

test('a request for a new chat does not get the chat of a start that was left', async () => {
  await endedChat();
  await play(DEFAULT_REQUEST, 'done', 'done', 'done', 'answerLost', 'done');
  expect((await insist(ANEW))?.outcome).toBe('NEW');
});

test('a request for a new chat does not get the chat that another request is starting', async () => {
  await askMeanwhile(ANEW);
  expect(world.answers.map(({ chat, failure }) => failure ?? chat?.outcome)).toEqual(['NEW', 'ChatStarting']);
});

test('the past chat can be continued after Connect has refused a new one', async () => {
  const continuedFromContactId = await endedChat();
  await play(ANEW, 'done', 'done', 'done', 'refused', 'done');
  expect((await world.ask('Ada')).chat).toMatchObject({ outcome: 'REHYDRATED', continuedFromContactId });
});

describe('a start that was left, and that Connect refuses', () => {
  // For each call the first one with the same token.
  const sentTokens = () => world.clientTokens.map((token) => world.clientTokens.indexOf(token));

  test.each([
    ['by a request for a new chat, which starts under a new lease', ANEW, ['done', 'done', 'refused', 'done', 'done', 'done'], [0, 0, 2], 'NEW'],
    ['by no other request, because it may have made a chat for that one', DEFAULT_REQUEST, ['done', 'done', 'refused', 'done'], [0, 0], 'ChatRejected'],
  ] as const)('is dropped %s', async (_, request, fates, tokens, result) => {
    await play(DEFAULT_REQUEST, 'done', 'done', 'crashAfter');
    world.advance(LEASE_SECONDS);
    await play(request, ...fates);
    const { chat, failure } = world.answers.at(-1)!;
    expect({ tokens: sentTokens(), result: chat?.outcome ?? failure }).toEqual({ tokens, result });
  });

  test('is dropped by any request after seven days, however often Connect refuses it meanwhile', async () => {
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

test('a contact is not lost when Connect refuses the request that takes its start over', async () => {
  await crashAfterStart();
  await play(DEFAULT_REQUEST, 'done', 'done', 'refused', 'done');
  expect(world.answers.at(-1)?.failure).toBe('ChatRejected');
  const { chat } = await world.ask('Ada');
  expect(chat?.contactId).toBe(world.sessions[0].contacts[0].contactId);
});

test('a start that was taken over leaves no lease when Connect refuses its source and then the chat without it', async () => {
  const { chat } = await world.ask('Ada');
  world.contacts.end(chat!.contactId);
  await play(DEFAULT_REQUEST, 'done', 'done', 'done', 'crashBefore');
  world.advance(LEASE_SECONDS);
  await play(DEFAULT_REQUEST, 'done', 'done', 'done', 'done', 'refused', 'done');
  expect(world.answers.at(-1)?.failure).toBe('ChatRejected');
  world.advance(TRANSCRIPT_SECONDS);
  expect((await world.ask('Ada')).chat).toMatchObject({ outcome: 'REHYDRATED', continuedFromContactId: chat!.contactId });
});

test('a chat that was taken over counts as running for the longest duration, which its first request may have asked for', async () => {
  await crashAfterStart({ ...DEFAULT_REQUEST, chatMinutes: 10_080 });
  await world.ask('Ada');
  world.advance(6 * DAY);
  expect((await world.ask('Ada')).chat?.outcome).toBe('RESUMED');
});

test('a chat that Connect returns at the deadline is stored', async () => {
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
