import { ChatRequest, DEFAULT_REQUEST, WorldOf } from './chat-world';
import { Happening, play } from './interleavings';
import { FATES } from './schedule';

const MORE_STEPS_THAN_A_REQUEST_HAS = 10;

const ask = (request: Partial<ChatRequest> = {}): Happening => ({
  kind: 'start', customer: 'Ada', request: { ...DEFAULT_REQUEST, ...request }, named: 'none', skewSeconds: 0,
});
const steps = (count = MORE_STEPS_THAN_A_REQUEST_HAS): Happening[] => Array.from({ length: count }, () => ({ kind: 'step', choice: 0, fate: 'done' }));
const contact = (kind: 'agent' | 'transfer' | 'survey' | 'end' | 'say'): Happening => ({ kind, customer: 'Ada' });
const time = (seconds: number): Happening => ({ kind: 'time', seconds });

const RUNNING = [ask(), ...steps()];
const ENDED = [...RUNNING, contact('end'), time(60)];
const ENDED_WITH_SURVEY = [...RUNNING, contact('transfer'), contact('survey'), contact('end'), time(60)];
const LEFT: Happening[] = [ask(), ...steps(2), { kind: 'step', choice: 0, fate: 'crashAfter' }, time(31)];

const message: Happening = { kind: 'message', choice: 0, fate: 'deliver' };
const resume: Happening = { kind: 'resume', customer: 'Ada', skewSeconds: 0 };
const PENDING = [...RUNNING, contact('say'), contact('end'), ask(), ...steps(), ...steps()];
const TWO_PENDING = [...PENDING, contact('end'), ask(), ...steps(), ...steps()];

/** What has been, and requests of one customer, or messages of the queue, after it. */
export interface Scenario {
  readonly before: readonly Happening[];
  readonly requests: readonly Happening[];
}

/** Between them they take every step that a request, or the function that attaches past chats, can take. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'a first chat': { before: [], requests: [ask()] },
  'a running chat': { before: RUNNING, requests: [ask()] },
  'an ended chat': { before: ENDED, requests: [ask()] },
  'an ended chat, of which the last segment is asked for': { before: ENDED_WITH_SURVEY, requests: [ask({ rehydrationType: 'FROM_SEGMENT' })] },
  'an ended chat that Connect does not continue yet': { before: [...RUNNING, contact('end')], requests: [ask()] },
  'a running chat that is left for a new one': { before: RUNNING, requests: [ask({ startsNew: true })] },
  'a start that was left': { before: LEFT, requests: [ask()] },
  'a start that was left, and a new chat asked for': { before: LEFT, requests: [ask({ startsNew: true })] },
  'a start that was left eight days ago': { before: [...LEFT, time(8 * 24 * 60 * 60)], requests: [ask()] },
  'an ended chat that has expired': { before: [...ENDED, time(11 * 24 * 60 * 60)], requests: [ask()] },
  'a past chat that Connect accepts late': { before: [...PENDING, time(60)], requests: [message] },
  'a past chat that Connect does not accept yet': { before: PENDING, requests: [message] },
  'an empty chat that ended before its past chat was accepted': { before: [...PENDING, contact('end')], requests: [message] },
  'two past chats, of which the later one is empty': { before: [...TWO_PENDING, time(60)], requests: [message] },
  'a past chat whose message is delivered twice': { before: [...PENDING, time(60)], requests: [message, message] },
  'a running chat that is only resumed': { before: RUNNING, requests: [resume] },
  'a past chat that is still pending after its tries': { before: [...PENDING, time(1201)], requests: [resume] },
  'two requests at once': { before: [], requests: [ask(), ask()] },
};

const counted = new Map<WorldOf, Map<Scenario, Promise<number>>>();

/** How many steps the scenario's requests take when nothing goes wrong. Counted once for each kind of world. */
export async function countSteps(scenario: Scenario, worldOf: WorldOf): Promise<number> {
  const inWorld = counted.get(worldOf) ?? new Map<Scenario, Promise<number>>();
  const count = inWorld.get(scenario) ?? playAndCount(scenario, worldOf);
  counted.set(worldOf, inWorld.set(scenario, count));
  return count;
}

async function playAndCount({ before, requests }: Scenario, worldOf: WorldOf): Promise<number> {
  return await play([...before, ...requests, ...steps(), ...steps()], await worldOf()) - await play(before, await worldOf());
}

/** Plays the scenario once for each step that its requests take and each fate of that step, with another request after it. */
export async function playEachFault(scenario: Scenario, worldOf: WorldOf): Promise<void> {
  const count = await countSteps(scenario, worldOf);
  for (let faulty = 0; faulty < count; faulty += 1) {
    for (const fate of FATES.filter((other) => other !== 'done')) {
      const story: Happening[] = [...scenario.before, ...scenario.requests, ...steps(faulty), { kind: 'step', choice: 0, fate }, ...steps(), ask(), ...steps()];
      await play(story, await worldOf()).catch((error: Error) => { throw new Error(`${error.message}, after ${fate} at step ${faulty + 1}`, { cause: error }); });
    }
  }
}
