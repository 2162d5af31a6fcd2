import { ContactEventDetail, readEndedSegment } from '../../../lambda/sessions/contact-event';

const TRANSFER: ContactEventDetail = {
  eventType: 'DISCONNECTED', contactId: 'C2', initialContactId: 'C1', previousContactId: 'C1', initiationMethod: 'TRANSFER', initiationTimestamp: '2026-01-01T00:00:00Z',
};
const SEGMENT = { contactId: 'C2', initialContactId: 'C1', previousContactId: 'C1', startedAt: Date.UTC(2026, 0, 1) };

test.each<[string, ContactEventDetail]>([
  ['a transfer', TRANSFER],
  ['a disconnect flow\'s segment that an agent joined', {
    ...TRANSFER, initiationMethod: 'DISCONNECT', agentInfo: { connectedToAgentTimestamp: '2026-01-01T00:00:01Z' },
  }],
])('the end of %s is the end of a conversation segment', (_, detail) => {
  expect(readEndedSegment(detail)).toEqual(SEGMENT);
});

test.each<[string, Partial<ContactEventDetail>]>([
  ['of the first segment, which is known without an event', { contactId: 'C1' }],
  ['of a survey', { initiationMethod: 'DISCONNECT' }],
  ['of a survey that an agent was offered', { initiationMethod: 'DISCONNECT', agentInfo: {} }],
])('an end %s stores nothing', (_, detail) => {
  expect(readEndedSegment({ ...TRANSFER, ...detail })).toBeUndefined();
});

test.each<[string, Partial<ContactEventDetail>, string]>([
  ['contact', { contactId: undefined }, 'contactId'],
  ['initial contact', { initialContactId: undefined }, 'initialContactId'],
  ['beginning', { initiationTimestamp: undefined }, 'initiationTimestamp'],
  ['valid beginning', { initiationTimestamp: 'today' }, 'initiationTimestamp'],
  ['reason, which may be a survey\'s', { initiationMethod: undefined }, 'initiationMethod'],
])('an end without its %s is incomplete', (_, detail, missingField) => {
  expect(readEndedSegment({ ...TRANSFER, ...detail })).toEqual({ missingField });
});

test('the segment that an agent joined is a conversation, whatever began it', () => {
  const agentInfo = { connectedToAgentTimestamp: '2026-01-01T00:00:01Z' };
  expect(readEndedSegment({ ...TRANSFER, initiationMethod: undefined, agentInfo })).toEqual(SEGMENT);
});

test.each(['INITIATED', 'QUEUED', 'CONNECTED_TO_AGENT', 'COMPLETED', undefined])('the event %s stores nothing', (eventType) => {
  expect(readEndedSegment({ ...TRANSFER, eventType })).toBeUndefined();
});
