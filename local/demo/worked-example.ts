/**
 * The administrator guide's example of persistent chat, played from end to end:
 * C1 with a first agent, C2 after a transfer, C3 the survey; then the customer comes back.
 *
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/chat-persistence.html
 */
import { randomUUID } from 'node:crypto';
import { android, chatInterface, type ChatTarget, type ClientRequest, ios } from './chat-clients';
import type { Report } from './report';
import type { StartChatApi } from './start-chat-api';
import type { ConnectSimulator } from '../connect/simulator';

/** The upper end of what the guide says to wait for a transcript. */
const TRANSCRIPT_SECONDS = 60;

export interface Stage {
  readonly api: StartChatApi;
  readonly simulator: ConnectSimulator;
  readonly target: ChatTarget;
  readonly report: Report;
}

/** What the documentation says about a chat that is asked for. */
interface Expected {
  readonly outcome: 'NEW' | 'REHYDRATED' | 'NOT_REHYDRATED';
  readonly continuedFrom?: string;

  /** Past contacts whose transcripts are seen, the latest first. */
  readonly past?: readonly string[];
}

export async function playWorkedExample(stage: Stage): Promise<void> {
  const { simulator, target, report } = stage;
  const { contacts, transcripts, clock } = simulator;

  report.step('A customer opens the chat on a web page');
  const c1 = await startChat(stage, chatInterface(target), { outcome: 'NEW' });
  if (!c1) return;
  transcripts.say(c1, { role: 'CUSTOMER', content: 'Where is my parcel?' });
  transcripts.say(c1, { role: 'AGENT', content: 'Let me hand you over to the parcel desk.' });

  report.step('The first agent transfers the chat, C1 → C2');
  const c2 = contacts.transfer(c1).contactId;
  transcripts.say(c2, { role: 'AGENT', content: 'It arrives tomorrow.' });
  checkSegment(stage, c2, 'C2', 'TRANSFER');

  report.step('The second agent ends the chat, and the disconnect flow asks for a rating, C2 → C3');
  const c3 = contacts.survey(c2).contactId;
  transcripts.say(c3, { role: 'SYSTEM', content: 'How did we do?' });
  checkSegment(stage, c3, 'C3', 'DISCONNECT');
  report.seen(transcripts.seenFrom(c1));

  report.step('Too early: the customer comes back while the survey still runs');
  await comeBackInVain(stage, ios(target, { SourceContactId: c1, RehydrationType: 'ENTIRE_PAST_SESSION' }));

  report.step('Too early: the survey is over, but its transcript is not written yet');
  contacts.end(c3);
  await comeBackInVain(stage, android(target, { SourceContactId: c1, RehydrationType: 'ENTIRE_PAST_SESSION' }));

  report.step(`${TRANSCRIPT_SECONDS} seconds later: back to C2 with FROM_SEGMENT, which hides the survey`);
  clock.advance(TRANSCRIPT_SECONDS);
  await startChat(stage, chatInterface(target, { SourceContactId: c2, RehydrationType: 'FROM_SEGMENT' }), {
    outcome: 'REHYDRATED', continuedFrom: 'C2', past: ['C2', 'C1'],
  });

  report.step('Back to C1 with ENTIRE_PAST_SESSION, which shows all of it');
  const second = await startChat(stage, android(target, { SourceContactId: c1, RehydrationType: 'ENTIRE_PAST_SESSION' }), {
    outcome: 'REHYDRATED', continuedFrom: 'C3', past: ['C3', 'C2', 'C1'],
  });
  if (!second) return;

  report.step('That chat ends too, and the customer comes back to it: history adds up');
  const secondName = report.names.of(second);
  transcripts.say(second, { role: 'CUSTOMER', content: 'It did not come.' });
  contacts.end(second);
  clock.advance(TRANSCRIPT_SECONDS);
  await startChat(stage, ios(target, { SourceContactId: second, RehydrationType: 'ENTIRE_PAST_SESSION' }), {
    outcome: 'REHYDRATED', continuedFrom: secondName, past: [secondName, 'C3', 'C2', 'C1'],
  });

  report.step('Coming back with an id that Connect does not know');
  await comeBackInVain(stage, ios(target, { SourceContactId: randomUUID(), RehydrationType: 'ENTIRE_PAST_SESSION' }));
}

/** Connect refuses the source; the API's promise is a fresh chat then, and a reason. */
async function comeBackInVain(stage: Stage, request: ClientRequest): Promise<void> {
  const { report, simulator } = stage;
  const asked = simulator.requests.length;
  await startChat(stage, request, { outcome: 'NOT_REHYDRATED' });
  const calls = simulator.requests.slice(asked).map(({ body, answer }) => ({ withSource: body.includes('"PersistentChat"'), answer }));
  const refusal = calls[0]?.answer?.error;
  if (refusal) report.event(`Connect refused the source with ${refusal} (assumed: AWS does not document which error).`);
  report.check(
    'calls to Connect',
    'refused with the source, then started without it',
    calls.map(({ withSource, answer }) => `${answer?.status === 200 ? 'started' : 'refused'} ${withSource ? 'with the source' : 'without it'}`).join(', then '),
  );
}

async function startChat(stage: Stage, request: ClientRequest, expected: Expected): Promise<string | undefined> {
  const { report, api } = stage;
  report.request(api.options.url, request);
  const answer = await api.startChat(request);
  const result = answer.body.data?.startChatResult;
  if (result) report.names.of(result.ContactId);
  report.answer(answer);
  if (result) report.seen(stage.simulator.transcripts.seenFrom(result.ContactId));
  report.check('status', '200', `${answer.status}`);
  if (!result) return undefined;
  report.check('outcome', expected.outcome, answer.body.data?.persistentChat?.outcome ?? 'none');
  report.check('ContinuedFromContactId', expected.continuedFrom ?? 'none', report.names.find(result.ContinuedFromContactId));
  checkHistory(stage, result.ContactId, expected);
  return result.ContactId;
}

function checkHistory({ report, simulator }: Stage, contactId: string, expected: Expected): void {
  const items = simulator.transcripts.seenFrom(contactId);
  const past = items.flatMap(({ RelatedContactId: id }) => (id === undefined ? [] : [report.names.find(id)]));
  report.check('RelatedContactId', expected.continuedFrom ?? 'none', report.names.find(simulator.contacts.get(contactId).relatedContactId));
  report.check('transcripts', expected.past?.join(' + ') ?? 'none', [...new Set(past)].reverse().join(' + ') || 'none');
}

function checkSegment({ report, simulator }: Stage, contactId: string, name: string, initiationMethod: string): void {
  const contact = simulator.contacts.get(contactId);
  report.event(`${report.names.of(contactId)} = ${contactId}`);
  report.check('new contact', `${name}, ${initiationMethod}`, `${report.names.of(contactId)}, ${contact.initiationMethod}`);
  report.check('initial contact', 'C1', report.names.find(contact.initialContactId));
}
