import * as fc from 'fast-check';
import { ChatRequest, ChatWorld, DEFAULT_REQUEST } from './chat-world';
import { checkNextChats, checkPromise } from './promise';
import { Fate } from './schedule';

const CUSTOMERS = ['Ada', 'Ben', 'Cleo'];
const MAX_STARTS = 8;
const LEASE_SECONDS = 31;
// Lambda ends a request by then: it is the function's time-out.
const LONGEST_REQUEST_SECONDS = 20;
const HOUR = 60 * 60;

type Named = 'none' | 'own' | 'foreign';

/** One thing that happens, in an order that fast-check makes up. */
export type Happening =
  | { readonly kind: 'start'; readonly customer: string; readonly request: ChatRequest; readonly named: Named; readonly skewSeconds: number }
  | { readonly kind: 'step'; readonly choice: number; readonly fate: Fate }
  | { readonly kind: 'resume'; readonly customer: string; readonly skewSeconds: number }
  | { readonly kind: 'agent' | 'transfer' | 'survey' | 'end' | 'say' | 'forget' | 'forge'; readonly customer: string }
  | { readonly kind: 'message'; readonly choice: number; readonly fate: 'deliver' | 'lose' }
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
    chatMinutes: fc.constantFrom(undefined, undefined, 60, 10_080),
  }),
  named: fc.constantFrom<Named>('none', 'none', 'none', 'own', 'foreign'),
  skewSeconds: fc.constantFrom(0, 0, -300, 300),
});

const step = fc.record({
  kind: fc.constant('step' as const),
  choice,
  fate: fc.oneof({ weight: 2, arbitrary: fc.constant<Fate>('done') }, {
    weight: 1, arbitrary: fc.constantFrom<Fate>('crashBefore', 'crashAfter', 'fails', 'refused', 'answerLost'),
  }),
});

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 3, arbitrary: start },
  { weight: 16, arbitrary: step },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('agent' as const, 'transfer' as const, 'survey' as const, 'end' as const, 'end' as const, 'say' as const), customer }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('resume' as const), customer, skewSeconds: fc.constantFrom(0, 0, -300, 300) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('message' as const), choice, fate: fc.constantFrom('deliver' as const, 'deliver' as const, 'deliver' as const, 'lose' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('forget' as const, 'forge' as const), customer }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('event' as const), choice, fate: fc.constantFrom('deliver' as const, 'deliver' as const, 'repeat' as const, 'lose' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('time' as const), seconds: fc.constantFrom(1, 20, 31, 60, 400, 2 * HOUR, 26 * HOUR, 8 * 24 * HOUR, 11 * 24 * HOUR) }) },
);

export const happenings = fc.array(happening, { minLength: 20, maxLength: 100, size: 'max' });

/**
 * Plays it all, and throws as soon as a part of the promise is broken.
 * @returns how many steps of requests there were in the story
 */
export async function play(story: readonly Happening[], world: ChatWorld): Promise<number> {
  try {
    const lost = new Set<string>();
    let starts = 0;
    let steps = 0;
    for (const next of story) {
      if (next.kind === 'step' && world.schedule.waiting > 0) steps += 1;
      if (next.kind !== 'start' || starts++ < MAX_STARTS) await happen(world, next, lost);
      checkPromise(world, CUSTOMERS);
    }
    while (world.schedule.waiting > 0) {
      await world.runOne(0, 'done');
      checkPromise(world, CUSTOMERS);
    }
    await checkEnding(story, world, lost);
    return steps;
  } finally {
    await world.close();
  }
}

/** Leases are over when their time is, on whatever clock. */
async function checkEnding(story: readonly Happening[], world: ChatWorld, lost: ReadonlySet<string>): Promise<void> {
  for (const event of world.events.splice(0).reverse()) await world.deliver(event);
  world.advance(LEASE_SECONDS + Math.max(0, ...story.map((happened) => ('skewSeconds' in happened ? happened.skewSeconds : 0))));
  const known = CUSTOMERS.filter((name) => world.asked.some((asked) => asked.customer === name));
  for (const name of known) await checkNextChats(world, name, lost);
  checkPromise(world, CUSTOMERS);
}

async function happen(world: ChatWorld, next: Happening, lost: Set<string>): Promise<void> {
  switch (next.kind) {
    case 'start': {
      const sourceContactId = next.request.startsNew ? undefined : namedSource(world, next.customer, next.named);
      return world.begin(next.customer, { ...next.request, sourceContactId }, next.skewSeconds);
    }
    case 'resume': return world.begin(next.customer, { ...DEFAULT_REQUEST, resumesOnly: true }, next.skewSeconds);
    case 'message': return next.fate === 'deliver' ? world.work(next.choice) : world.loseMessage(world.messages.at(next.choice % Math.max(1, world.messages.length)));
    case 'forget': return world.forget(next.customer);
    case 'forge': return world.forge(next.customer, CUSTOMERS.find((other) => other !== next.customer)!);
    case 'step': return world.runOne(next.choice, next.fate);
    case 'event': {
      if (world.events.length === 0) return undefined;
      const [event] = world.events.splice(next.choice % world.events.length, 1);
      if (next.fate === 'lose') lost.add(event.detail.contactId);
      if (next.fate === 'repeat') world.events.push(event);
      return next.fate === 'lose' ? undefined : world.deliver(event);
    }
    case 'time': return world.advance(Math.min(next.seconds, world.secondsLeft(LONGEST_REQUEST_SECONDS)));
    default: return changeContact(world, next.customer, next.kind);
  }
}

function changeContact(world: ChatWorld, name: string, kind: 'agent' | 'transfer' | 'survey' | 'end' | 'say'): void {
  const session = world.runningOf(name).at(0);
  if (!session) return;
  const contact = session.contacts.at(-1)!;
  if (kind === 'agent' && !contact.agent) world.contacts.accept(contact.contactId);
  if (kind === 'transfer') world.contacts.transfer(contact.contactId);
  if (kind === 'survey') world.contacts.startSurvey(contact.contactId);
  if (kind === 'say') world.transcripts.say(contact.contactId, { role: 'CUSTOMER', content: 'Hello?' });
  if (kind === 'end') world.contacts.end(contact.contactId);
}

function namedSource(world: ChatWorld, name: string, named: Named): string | undefined {
  if (named === 'none') return undefined;
  const sessions = named === 'own' ? world.sessionsOf(name) : world.sessions.filter(({ customerName }) => customerName !== name);
  return sessions.at(-1)?.contacts[0].contactId;
}
