import { Clock } from '../../../../local/connect/contact-centre/clock';
import { Contacts } from '../../../../local/connect/contact-centre/contacts';
import { Transcripts } from '../../../../local/connect/contact-centre/transcripts';

const clock = new Clock(() => 0);
const contacts = new Contacts(clock);
const startChat = () => contacts.start({ customerName: 'Jane', durationMinutes: 60 }).contacts[0].contactId;

test('a transfer ends the contact and goes on in a new one of the same session', () => {
  const first = startChat();
  const second = contacts.transfer(first);
  expect(second).toMatchObject({ initialContactId: first, previousContactId: first, initiationMethod: 'TRANSFER' });
  expect(contacts.get(first).endedAt).toBe(clock.now());
  expect(contacts.findSession(second.contactId)).toBe(contacts.findSession(first));
});

test('a survey is a contact that the disconnect flow made', () => {
  const first = startChat();
  expect(contacts.startSurvey(first)).toMatchObject({ initialContactId: first, initiationMethod: 'DISCONNECT' });
});

test.each(['transfer', 'startSurvey', 'end'] as const)('%s is refused for an ended contact', (action) => {
  const contactId = startChat();
  contacts.end(contactId);
  expect(() => contacts[action](contactId)).toThrow('has ended');
});

test('only the running contact takes messages', () => {
  const transcripts = new Transcripts(contacts, clock, 0);
  const first = startChat();
  const second = contacts.transfer(first).contactId;
  expect(() => transcripts.say(first, { role: 'AGENT', content: 'too late' })).toThrow('has ended');
  transcripts.say(second, { role: 'AGENT', content: 'hello' });
  expect(transcripts.listMessages(first)).toEqual([expect.objectContaining({ Content: 'hello', ContactId: second, ParticipantRole: 'AGENT' })]);
});

test('a chat ends by itself when its duration is over', () => {
  const contactId = startChat();
  clock.advance(60 * 60);
  expect(contacts.get(contactId).endedAt).toBe(clock.now());
});
