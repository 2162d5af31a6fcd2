/**
 * The administrator guide's example of persistent chat, played from end to end:
 * C1 with a first agent, C2 after a transfer, C3 the survey; then the customer comes back.
 *
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/chat-persistence.html
 */
import { randomUUID } from 'node:crypto';
import { android, chatInterface, type ClientRequest, ios } from './chat-clients';
import { type Stage, startChat, TRANSCRIPT_SECONDS } from './stage';

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

function checkSegment({ report, simulator }: Stage, contactId: string, name: string, initiationMethod: string): void {
  const contact = simulator.contacts.get(contactId);
  report.event(`${report.names.of(contactId)} = ${contactId}`);
  report.check('new contact', `${name}, ${initiationMethod}`, `${report.names.of(contactId)}, ${contact.initiationMethod}`);
  report.check('initial contact', 'C1', report.names.find(contact.initialContactId));
}
