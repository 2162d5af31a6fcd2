import { Answer, ChatRequest, ChatWorld, DEFAULT_REQUEST, TRANSCRIPT_SECONDS, isSurvey } from './chat-world';
import { ChatSession } from '../../../local/connect/contact-centre/contacts';

/** What holds at every moment. */
export function checkPromise(world: ChatWorld, customers: readonly string[]): void {
  for (const name of customers) {
    const running = world.runningOf(name).length;
    if (running > 1) throw new Error(`${name} has ${running} running chats`);
    const asked = world.asked.filter(({ customer }) => customer === name).length;
    if (world.sessionsOf(name).length > asked) throw new Error(`${name} asked ${asked} times and has more chats than that`);
    checkHistory(world, name);
  }
  world.answers.forEach((answer) => checkAnswer(world, answer));
  if (world.violations.length > 0) throw new Error(world.violations[0]);
}

/** Whatever has happened: the customer gets a chat, gets the same one again, and the next one continues it. */
export async function checkNextChats(world: ChatWorld, name: string, lost: ReadonlySet<string>): Promise<void> {
  const chat = await insist(world, name, comingBack(world, name));
  const again = await insist(world, name, DEFAULT_REQUEST);
  const resumed = (await world.ask(name, RESUME)).chat;
  for (const { contactId, outcome } of [again, resumed ?? again]) {
    if (contactId !== chat.contactId || outcome !== 'RESUMED') throw new Error(`${name} did not get the running chat back`);
  }
  if (!resumed) throw new Error(`${name} did not get the running chat back without asking for another`);

  const session = world.contacts.requireSession(chat.contactId);
  await endChat(world, session);
  world.advance(TRANSCRIPT_SECONDS + 1);
  const next = await insist(world, name, { ...DEFAULT_REQUEST, rehydrationType: 'FROM_SEGMENT' });
  if (next.outcome !== 'REHYDRATED') throw new Error(`${name}'s next chat was ${next.outcome}`);
  await checkComingBackAtOnce(world, name, world.contacts.requireSession(next.contactId));
  const source = session.contacts.find(({ contactId }) => contactId === next.continuedFromContactId);
  if (!source && world.mayBeSkipped(session, world.clock.now())) return;
  if (!source) throw new Error(`${name}'s next chat continued another session`);
  if (isSurvey(source)) throw new Error(`${name}'s next chat shows a survey`);
  const last = session.contacts.filter((contact) => !isSurvey(contact)).at(-1)!;
  if (!session.contacts.some(({ contactId }) => lost.has(contactId)) && source !== last) throw new Error(`${name}'s next chat hides a conversation`);
}

const RESUME: ChatRequest = { ...DEFAULT_REQUEST, resumesOnly: true };

/** Something is said in the chat, and then it ends. */
async function endChat(world: ChatWorld, { contacts }: ChatSession): Promise<void> {
  const { contactId } = contacts.at(-1)!;
  world.transcripts.say(contactId, { role: 'CUSTOMER', content: 'Thank you.' });
  world.contacts.end(contactId);
  for (const event of world.events.splice(0)) await world.deliver(event);
}

/** Whoever comes back before the past chat can be continued gets it in the same chat, as soon as that is possible. */
async function checkComingBackAtOnce(world: ChatWorld, name: string, past: ChatSession): Promise<void> {
  await endChat(world, past);
  const chat = await insist(world, name, DEFAULT_REQUEST);
  if (chat.reasonCode !== 'PAST_CHAT_PENDING') throw new Error(`${name} is not told that the past chat follows`);
  await world.workOnAll();
  const { chat: resumed } = await world.ask(name, RESUME);
  if (resumed?.contactId !== chat.contactId) throw new Error(`${name} lost the chat that was to get the past one`);
  const continued = resumed.continuedFromContactId;
  if (!past.contacts.some(({ contactId }) => contactId === continued)) throw new Error(`${name}'s past chat did not follow`);
  if (world.contacts.requireSession(chat.contactId).continuedFromContactId !== continued) throw new Error(`${name} is told of another past chat than the one that followed`);
}

function checkAnswer(world: ChatWorld, { customer: name, chat, request, failure, error }: Answer): void {
  if (failure === 'InternalError') throw error;
  const { sourceContactId, startsNew } = request;
  const named = sourceContactId === undefined ? undefined : world.contacts.requireSession(sourceContactId).customerName;
  const isKnown = sourceContactId === undefined || world.isToBeKnown(world.contacts.requireSession(sourceContactId), world.clock.now());
  if (failure === 'SourceContactNotAllowed' && named === name && isKnown) throw new Error(`${name} was refused an own source`);
  if (!chat) return;
  if (request.resumesOnly && chat.outcome !== 'RESUMED') throw new Error(`${name} asked for the running chat and was answered ${chat.outcome}`);
  if (startsNew && chat.outcome !== 'NEW') throw new Error(`${name} asked for a new chat and was answered ${chat.outcome}`);
  const session = world.contacts.requireSession(chat.contactId);
  if (session.customerName !== name) throw new Error(`${name} got a chat of ${session.customerName}`);
  if (session.participantToken !== chat.participantToken) throw new Error(`${name} got the token of another chat`);
  if (named !== undefined && named !== name) throw new Error(`${name} was not refused a foreign source`);
}

/**
 * Each session continues the one before it, or one of the same customer that a request named. It continues none only
 * when a request asked for that, Connect refused the source, or the store need not know the source any more.
 */
function checkHistory(world: ChatWorld, name: string): void {
  const sessions = world.sessionsOf(name);
  const requests = world.asked.filter(({ customer }) => customer === name).map(({ request }) => request);
  sessions.slice(1).forEach((session, index) => {
    const source = sourceOf(world, session);
    const latestKnown = sessions.slice(0, index + 1).map((earlier) => world.isToBeKnown(earlier, session.startedAt)).lastIndexOf(true);
    if (!source) {
      const wantsNone = requests.some(({ startsNew }) => startsNew) || world.wasRefused(name, index + 1);
      if (latestKnown >= 0 && !wantsNone) throw new Error(`${name} did not continue a session`);
      return;
    }
    if (source.customerName !== name) throw new Error(`${name} rehydrated a chat of ${source.customerName}`);
    if (world.forgottenAt(source) < session.startedAt && !world.wasLeftBehind(session)) throw new Error(`${name} continued a session that was forgotten`);
    if (world.hasExpired(source, session.startedAt)) throw new Error(`${name} continued a session that has expired`);
    const isNamed = requests.some(({ sourceContactId }) => sourceContactId === source.contacts[0].contactId);
    const skipped = sessions.slice(sessions.indexOf(source) + 1, latestKnown + 1);
    if (!isNamed && !skipped.every((later) => world.mayBeSkipped(later, session.startedAt))) throw new Error(`${name} did not continue the latest session`);
  });
  if (sessions.at(0)?.continuedFromContactId) throw new Error(`${name} had nothing to continue`);
}

function sourceOf(world: ChatWorld, { continuedFromContactId }: ChatSession): ChatSession | undefined {
  return continuedFromContactId === undefined ? undefined : world.contacts.requireSession(continuedFromContactId);
}

/** Some clients name the chat that they were given last, and some name none. */
function comingBack(world: ChatWorld, name: string): ChatRequest {
  const given = world.answers.filter(({ customer, chat }) => customer === name && chat).at(-1)?.chat?.contactId;
  const isKnown = given !== undefined && world.isToBeKnown(world.contacts.requireSession(given), world.clock.now());
  return { ...DEFAULT_REQUEST, sourceContactId: isKnown && world.asked.length % 2 === 0 ? given : undefined };
}

/** Asks as a client does that is told to come again soon. */
async function insist(world: ChatWorld, name: string, request: ChatRequest): Promise<NonNullable<Answer['chat']>> {
  const failures: unknown[] = [];
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const { chat, failure } = await world.ask(name, request);
    if (chat) return chat;
    failures.push(failure);
  }
  throw new Error(`${name} gets no chat any more: ${failures.join(', ')}`);
}
