import type { StartChatContactCommandInput } from '@aws-sdk/client-connect';
import { type Connect, startConnect } from '../connect-fixture';

let connect: Connect;

beforeEach(async () => {
  connect = await startConnect({ quotas: { burst: 1000 } });
});

afterEach(() => connect.simulator.close());

const CONTENT_TYPES = ['text/plain', 'text/markdown', 'application/json', 'application/vnd.amazonaws.connect.message.interactive'];
const text = (ContentType: string, length: number) => ({ InitialMessage: { ContentType, Content: 'x'.repeat(length) } });

const ACCEPTED: Array<[string, Partial<StartChatContactCommandInput>]> = [
  ['a display name of 256 characters, outside the basic plane', { ParticipantDetails: { DisplayName: '🙂'.repeat(256) } }],
  ['attributes of 32,768 bytes', { Attributes: { k: 'ü'.repeat(16_383) + 'x' } }],
  ['a plain message of 1,024 characters', text('text/plain', 1024)],
  ['a JSON message of 12,000 characters', text('application/json', 12_000)],
  ['an interactive response of 12,288 characters', text('application/vnd.amazonaws.connect.message.interactive.response', 12_288)],
  ['the shortest duration', { ChatDurationInMinutes: 60 }],
  ['the longest duration', { ChatDurationInMinutes: 10_080 }],
  ['content types with text/plain', { SupportedMessagingContentTypes: CONTENT_TYPES }],
  ['a customer with segment attributes', { CustomerId: 'c', SegmentAttributes: { 'connect:Subtype': { ValueString: 'connect:Guide' } } }],
];

const REFUSED: Array<[string, Partial<StartChatContactCommandInput>]> = [
  ['an empty display name', { ParticipantDetails: { DisplayName: '' } }],
  ['a display name of 257 characters', { ParticipantDetails: { DisplayName: 'x'.repeat(257) } }],
  ['no participant', { ParticipantDetails: undefined }],
  ['an attribute key with a space', { Attributes: { 'a b': '1' } }],
  ['attributes of 32,769 bytes', { Attributes: { k: 'ü'.repeat(16_384) } }],
  ['an empty message', text('text/plain', 0)],
  ['a markdown message of 1,025 characters', text('text/markdown', 1025)],
  ['a JSON message of 12,001 characters', text('application/json', 12_001)],
  ['an unknown message type', text('text/html', 1)],
  ['a duration under an hour', { ChatDurationInMinutes: 59 }],
  ['a duration over a week', { ChatDurationInMinutes: 10_081 }],
  ['content types without text/plain', { SupportedMessagingContentTypes: ['text/markdown'] }],
  ['an unknown content type', { SupportedMessagingContentTypes: ['text/plain', 'text/html'] }],
  ['persistent chat without a type', { PersistentChat: { SourceContactId: 'c' } }],
  ['both a related contact and persistent chat', { RelatedContactId: 'r', PersistentChat: { RehydrationType: 'FROM_SEGMENT' } }],
  ['more than one kind of participant to disconnect', { DisconnectOnCustomerExit: ['AGENT', 'AGENT'] }],
  ['a customer to disconnect', { DisconnectOnCustomerExit: ['CUSTOMER' as 'AGENT'] }],
  ['a client token over 500 characters', { ClientToken: 'x'.repeat(501) }],
];

test.each(ACCEPTED)('accepts %s', async (_, input) => {
  await expect(connect.startChat(input)).resolves.toHaveProperty('ContactId');
});

test.each(REFUSED)('refuses %s', async (_, input) => {
  await expect(connect.startChat(input)).rejects.toMatchObject({ name: 'InvalidRequestException', $metadata: { httpStatusCode: 400 } });
});

test('answers a new chat with its contact, participant and token, and no contact that it continues', async () => {
  const { $metadata, ...chat } = await connect.startChat();
  expect(Object.keys(chat).sort()).toEqual(['ContactId', 'ParticipantId', 'ParticipantToken']);
  expect(new Set(Object.values(chat)).size).toBe(3);
  expect($metadata.requestId).toEqual(expect.any(String));
});

test.each([
  ['instance', { InstanceId: '99999999-9999-9999-9999-999999999999' }],
  ['flow', { ContactFlowId: '99999999-9999-9999-9999-999999999999' }],
])('does not find another %s', async (_, input) => {
  await expect(connect.startChat(input)).rejects.toMatchObject({ name: 'ResourceNotFoundException', message: 'Resource not found of Type: null' });
});

test('does not find the instance in another Region', async () => {
  await expect(connect.startChat({}, connect.client('eu-west-2'))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('refuses a request that is not signed', async () => {
  const answer = await fetch(`${connect.simulator.endpoint}/contact/chat`, { method: 'PUT', body: '{}' });
  expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([403, 'MissingAuthenticationTokenException']);
});

describe('a client token', () => {
  test('gives back the chat that it made, even an ended one', async () => {
    const first = await connect.startChat({ ClientToken: 'token' });
    connect.simulator.contacts.end(first.ContactId!);
    const second = await connect.startChat({ ClientToken: 'token' });
    expect([second.ContactId, second.ParticipantToken]).toEqual([first.ContactId, first.ParticipantToken]);
  });

  test('makes another chat when it differs', async () => {
    const [first, second] = [await connect.startChat({ ClientToken: 'one' }), await connect.startChat({ ClientToken: 'two' })];
    expect(second.ContactId).not.toBe(first.ContactId);
  });

  test('is free again after a refusal', async () => {
    await expect(connect.startChat({ ClientToken: 'token', ChatDurationInMinutes: 1 })).rejects.toThrow();
    await expect(connect.startChat({ ClientToken: 'token' })).resolves.toHaveProperty('ContactId');
  });

  test('is forgotten after its window', async () => {
    const first = await connect.startChat({ ClientToken: 'token' });
    connect.simulator.clock.advance(7 * 24 * 60 * 60);
    expect((await connect.startChat({ ClientToken: 'token' })).ContactId).not.toBe(first.ContactId);
  });
});
