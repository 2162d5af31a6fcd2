import * as fc from 'fast-check';
import { Answer, ChatWorld, DEFAULT_REQUEST, LEASE_AND_SKEW_SECONDS, TRANSCRIPT_SECONDS } from './chat-world';
import { Fate } from './schedule';
import type { SessionRequest } from '../../../lambda/sessions/decide-session';
import { SessionTable, SessionTableError } from '../../../lambda/sessions/session-table';
import { StartChatFailure } from '../../../lambda/start-chat/failure';
import { ChatSession, Contact } from '../../../local/connect/contacts';

const CUSTOMERS = ['Ada', 'Ben', 'Cleo'];
const MAX_STARTS = 8;

type Named = 'none' | 'own' | 'foreign';

/** One thing that happens, in an order that fast-check makes up. */
export type Happening =
  | { readonly kind: 'start'; readonly customer: string; readonly request: SessionRequest; readonly named: Named; readonly skewSeconds: number }
  | { readonly kind: 'step'; readonly choice: number; readonly fate: Fate }
  | { readonly kind: 'agent' | 'transfer' | 'survey' | 'end'; readonly customer: string }
  | { readonly kind: 'event'; readonly choice: number; readonly fate: 'deliver' | 'repeat' | 'lose' }
  | { readonly kind: 'time'; readonly seconds: number };

const customer = fc.constantFrom(...CUSTOMERS);
const choice = fc.nat(31);

const start = fc.record({
  kind: fc.constant('start' as const),
  customer: fc.constantFrom('Ada', 'Ada', 'Ada', 'Ben', 'Cleo'),
  request: fc.record({
    rehydrationType: fc.constantFrom('ENTIRE_PAST_SESSION' as const, 'FROM_SEGMENT' as const),
    startsNew: fc.constantFrom(false, false, false, false, true),
  }),
  named: fc.constantFrom<Named>('none', 'none', 'none', 'own', 'foreign'),
  skewSeconds: fc.constantFrom(0, 0, -300, 300),
});

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 3, arbitrary: start },
  {
    weight: 16,
    arbitrary: fc.record({
      kind: fc.constant('step' as const),
      choice,
      fate: fc.constantFrom<Fate>('done', 'done', 'done', 'done', 'done', 'done', 'done', 'done', 'crashBefore', 'crashAfter', 'fails', 'answerLost'),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('agent' as const, 'transfer' as const, 'survey' as const, 'end' as const, 'end' as const), customer }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('event' as const), choice, fate: fc.constantFrom('deliver' as const, 'deliver' as const, 'repeat' as const, 'lose' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('time' as const), seconds: fc.constantFrom(1, 20, 31, 60, 400) }) },
);

export const happenings = fc.array(happening, { minLength: 20, maxLength: 90, size: 'max' });

/** Plays it all, and throws as soon as a part of the promise is broken. */
export async function play(story: readonly Happening[], table: SessionTable): Promise<void> {
  const world = new ChatWorld(table);
  const lost = new Set<string>();
  let starts = 0;
  for (const next of story) {
    if (next.kind !== 'start' || starts++ < MAX_STARTS) await happen(world, next, lost);
    checkPromise(world);
  }
  while (world.schedule.waiting > 0) {
    await world.runOne(0, 'done');
    checkPromise(world);
  }
  for (const event of world.events.splice(0).reverse()) await world.deliver(event);
  for (const name of CUSTOMERS) await checkNextChats(world, name, lost);
}

async function happen(world: ChatWorld, next: Happening, lost: Set<string>): Promise<void> {
  switch (next.kind) {
    case 'start': {
      const sourceContactId = namedSource(world, next.customer, next.named);
      world.begin(next.customer, { ...next.request, ...(!next.request.startsNew && { sourceContactId }) }, next.skewSeconds);
      return new Promise((resolve) => { setImmediate(resolve); });
    }
    case 'step': return world.runOne(next.choice, next.fate);
    case 'event': {
      if (world.events.length === 0) return undefined;
      const [event] = world.events.splice(next.choice % world.events.length, 1);
      if (next.fate === 'lose') lost.add(event.contactId!);
      if (next.fate === 'repeat') world.events.push(event);
      return next.fate === 'lose' ? undefined : world.deliver(event);
    }
    case 'time': return world.clock.advance(next.seconds);
    default: return changeContact(world, next.customer, next.kind);
  }
}

function changeContact(world: ChatWorld, name: string, kind: 'agent' | 'transfer' | 'survey' | 'end'): void {
  const session = world.runningOf(name).at(0);
  if (!session) return;
  const contact = session.contacts.at(-1)!;
  if (kind === 'agent' && !contact.agent) world.contacts.accept(contact.contactId);
  if (kind === 'transfer') world.contacts.transfer(contact.contactId);
  if (kind === 'survey') world.contacts.survey(contact.contactId);
  if (kind === 'end') world.contacts.end(contact.contactId);
}

function namedSource(world: ChatWorld, name: string, named: Named): string | undefined {
  if (named === 'none') return undefined;
  const sessions = named === 'own' ? world.sessionsOf(name) : world.sessions.filter(({ customerName }) => customerName !== name);
  return sessions.at(-1)?.contacts[0].contactId;
}

function checkPromise(world: ChatWorld): void {
  for (const name of CUSTOMERS) {
    const running = world.runningOf(name).length;
    if (running > 1) throw new Error(`${name} has ${running} running chats`);
    checkHistory(world.sessionsOf(name), world);
  }
  world.answers.forEach((answer) => checkAnswer(world, answer));
}

function checkAnswer(world: ChatWorld, { customer: name, chat, request, error }: Answer): void {
  if (error !== undefined && !isExpected(error)) throw error;
  if (!chat) return;
  const session = world.contacts.requireSession(chat.contactId);
  if (session.customerName !== name) throw new Error(`${name} got a chat of ${session.customerName}`);
  if (session.participantToken !== chat.participantToken) throw new Error(`${name} got the token of another chat`);
  const { sourceContactId } = request;
  if (sourceContactId && world.contacts.requireSession(sourceContactId).customerName !== name) throw new Error(`${name} was not refused a foreign source`);
}

/** Each session continues the one before it, or one of the same customer that a request named. */
function checkHistory(sessions: readonly ChatSession[], world: ChatWorld): void {
  sessions.forEach(({ customerName, continuedFromContactId }, index) => {
    if (!continuedFromContactId) return;
    const source = world.contacts.requireSession(continuedFromContactId);
    if (source.customerName !== customerName) throw new Error(`${customerName} rehydrated a chat of ${source.customerName}`);
    const isLatest = source === sessions[index - 1];
    if (!isLatest && !world.named.has(source.contacts[0].contactId)) throw new Error(`${customerName} did not continue the latest session`);
  });
}

/** Whatever has happened: the customer gets a chat, gets the same one again, and the next one continues it. */
async function checkNextChats(world: ChatWorld, name: string, lost: ReadonlySet<string>): Promise<void> {
  world.clock.advance(LEASE_AND_SKEW_SECONDS);
  const chat = await insist(world, name, DEFAULT_REQUEST);
  const again = await insist(world, name, DEFAULT_REQUEST);
  if (again.contactId !== chat.contactId || again.outcome !== 'RESUMED') throw new Error(`${name} did not get the running chat back`);
  checkPromise(world);

  const session = world.contacts.requireSession(chat.contactId);
  world.contacts.end(session.contacts.at(-1)!.contactId);
  world.clock.advance(TRANSCRIPT_SECONDS + 1);
  for (const event of world.events.splice(0)) await world.deliver(event);
  const next = await insist(world, name, { ...DEFAULT_REQUEST, rehydrationType: 'FROM_SEGMENT' });
  if (next.outcome !== 'REHYDRATED') throw new Error(`${name}'s next chat was ${next.outcome}`);
  const source = session.contacts.find(({ contactId }) => contactId === next.continuedFromContactId);
  if (!source) throw new Error(`${name}'s next chat continued another session`);
  if (isSurvey(source)) throw new Error(`${name}'s next chat shows a survey`);
  const last = session.contacts.filter((contact) => !isSurvey(contact)).at(-1)!;
  if (!session.contacts.some(({ contactId }) => lost.has(contactId)) && source !== last) throw new Error(`${name}'s next chat hides a conversation`);
}

/** Asks as a client does that is told to come again soon. */
async function insist(world: ChatWorld, name: string, request: SessionRequest): Promise<NonNullable<Answer['chat']>> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const { chat } = await world.ask(name, request);
    if (chat) return chat;
  }
  throw new Error(`${name} gets no chat any more`);
}

function isSurvey({ initiationMethod, agent }: Contact): boolean {
  return initiationMethod === 'DISCONNECT' && !agent;
}

function isExpected(error: unknown): boolean {
  return error instanceof SessionTableError || (error instanceof StartChatFailure && error.code !== 'InternalError');
}
