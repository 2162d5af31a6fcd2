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
  ['without its contact', { contactId: undefined }],
  ['without its initial contact', { initialContactId: undefined }],
  ['without the time that it began', { initiationTimestamp: undefined }],
  ['with a time that is not one', { initiationTimestamp: 'today' }],
])('an end %s stores nothing', (_, detail) => {
  expect(readEndedSegment({ ...TRANSFER, ...detail })).toBeUndefined();
});

test.each(['INITIATED', 'QUEUED', 'CONNECTED_TO_AGENT', 'COMPLETED', undefined])('the event %s stores nothing', (eventType) => {
  expect(readEndedSegment({ ...TRANSFER, eventType })).toBeUndefined();
});
