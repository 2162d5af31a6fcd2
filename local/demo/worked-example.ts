/**
 * Plays the administrator guide's example of persistent chat:
 * C1 with a first agent, C2 after a transfer, C3 the survey; then the customer comes back.
 *
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/chat-persistence.html
 */
import { randomUUID } from 'node:crypto';
import { buildAndroidRequest, buildChatInterfaceRequest, type ClientRequest, buildIosRequest } from './chat-clients';
import { type DemoContext, startAndCheckChat, TRANSCRIPT_SECONDS } from './checked-chat';

export async function playWorkedExample(stage: DemoContext): Promise<void> {
  const { simulator, target, report } = stage;
  const { contacts, transcripts, clock } = simulator;

  report.printStep('A customer opens the chat on a web page');
  const c1 = await startAndCheckChat(stage, buildChatInterfaceRequest(target), { outcome: 'NEW' });
  if (!c1) return;
  transcripts.say(c1, { role: 'CUSTOMER', content: 'Where is my parcel?' });
  transcripts.say(c1, { role: 'AGENT', content: 'Let me hand you over to the parcel desk.' });

  report.printStep('The first agent transfers the chat, C1 → C2');
  const c2 = contacts.transfer(c1).contactId;
  transcripts.say(c2, { role: 'AGENT', content: 'It arrives tomorrow.' });
  checkSegment(stage, c2, 'C2', 'TRANSFER');

  report.printStep('The second agent ends the chat, and the disconnect flow asks for a rating, C2 → C3');
  const c3 = contacts.startSurvey(c2).contactId;
  transcripts.say(c3, { role: 'SYSTEM', content: 'How did we do?' });
  checkSegment(stage, c3, 'C3', 'DISCONNECT');
  report.printMessages(transcripts.listMessages(c1));

  report.printStep('Too early: the customer comes back while the survey is still running');
  await comeBackWithoutHistory(stage, buildIosRequest(target, { SourceContactId: c1, RehydrationType: 'ENTIRE_PAST_SESSION' }));

  report.printStep('Too early: the survey is over, but its transcript is not written yet');
  contacts.end(c3);
  await comeBackWithoutHistory(stage, buildAndroidRequest(target, { SourceContactId: c1, RehydrationType: 'ENTIRE_PAST_SESSION' }));

  report.printStep(`${TRANSCRIPT_SECONDS} seconds later: back to C2 with FROM_SEGMENT, which hides the survey`);
  clock.advance(TRANSCRIPT_SECONDS);
  await startAndCheckChat(stage, buildChatInterfaceRequest(target, { SourceContactId: c2, RehydrationType: 'FROM_SEGMENT' }), {
    outcome: 'REHYDRATED', continuedFrom: 'C2', past: ['C2', 'C1'],
  });

  report.printStep('Back to C1 with ENTIRE_PAST_SESSION, which shows all of it');
  const second = await startAndCheckChat(stage, buildAndroidRequest(target, { SourceContactId: c1, RehydrationType: 'ENTIRE_PAST_SESSION' }), {
    outcome: 'REHYDRATED', continuedFrom: 'C3', past: ['C3', 'C2', 'C1'],
  });
  if (!second) return;

  report.printStep('That chat ends, too. The customer comes back to it, and sees both past sessions');
  const secondName = report.names.getOrAdd(second);
  transcripts.say(second, { role: 'CUSTOMER', content: 'It did not come.' });
  contacts.end(second);
  clock.advance(TRANSCRIPT_SECONDS);
  await startAndCheckChat(stage, buildIosRequest(target, { SourceContactId: second, RehydrationType: 'ENTIRE_PAST_SESSION' }), {
    outcome: 'REHYDRATED', continuedFrom: secondName, past: [secondName, 'C3', 'C2', 'C1'],
  });

  report.printStep('The customer comes back with an id that Connect does not know');
  await comeBackWithoutHistory(stage, buildIosRequest(target, { SourceContactId: randomUUID(), RehydrationType: 'ENTIRE_PAST_SESSION' }));
}

/** Connect refuses the source contact. The API must start a new chat then, and say why. */
async function comeBackWithoutHistory(stage: DemoContext, request: ClientRequest): Promise<void> {
  const { report, simulator } = stage;
  const asked = simulator.requests.length;
  await startAndCheckChat(stage, request, { outcome: 'NOT_REHYDRATED' });
  const calls = simulator.requests.slice(asked).map(({ body, answer }) => ({ withSource: body.includes('"PersistentChat"'), answer }));
  const refusal = calls[0]?.answer?.error;
  if (refusal) report.printEvent(`Connect refused the source with ${refusal} (assumed: AWS does not document which error).`);
  report.check(
    'calls to Connect',
    'refused with the source, then started without it',
    calls.map(({ withSource, answer }) => `${answer?.status === 200 ? 'started' : 'refused'} ${withSource ? 'with the source' : 'without it'}`).join(', then '),
  );
}

function checkSegment({ report, simulator }: DemoContext, contactId: string, name: string, initiationMethod: string): void {
  const contact = simulator.contacts.get(contactId);
  report.printEvent(`${report.names.getOrAdd(contactId)} = ${contactId}`);
  report.check('new contact', `${name}, ${initiationMethod}`, `${report.names.getOrAdd(contactId)}, ${contact.initiationMethod}`);
  report.check('initial contact', 'C1', report.names.find(contact.initialContactId));
}
