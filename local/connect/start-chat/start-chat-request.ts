/**
 * Checks the request of StartChatContact.
 *
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html
 */
import type { ChatMessage, StartChatContactRequest } from '@aws-sdk/client-connect';
import { ConstraintError, integer, listOf, mapOf, matching, oneOf, string, structure } from '../protocol/constraints';

type WithRequired<T, K extends keyof T> = T & { [P in K]-?: NonNullable<T[P]> };

/** A request that satisfies the documented constraints. */
export type ValidStartChatRequest = WithRequired<StartChatContactRequest, 'InstanceId' | 'ContactFlowId' | 'ParticipantDetails'>;

const ATTRIBUTE_BYTES = 32_768;
const MESSAGE_CHARACTERS: Record<string, number> = {
  'text/plain': 1024,
  'text/markdown': 1024,
  'application/json': 12_000,
  'application/vnd.amazonaws.connect.message.interactive.response': 12_288,
};
const CONTENT_TYPES = [
  'text/plain',
  'text/markdown',
  'application/json',
  'application/vnd.amazonaws.connect.message.interactive',
  'application/vnd.amazonaws.connect.message.interactive.response',
];

const attributeKey = matching(/^[A-Za-z0-9_-]+$/, 'alphanumeric, dash or underscore');
const anyString = string(0, Number.POSITIVE_INFINITY);
const anyObject = structure({});

const startChat = structure(
  {
    InstanceId: string(1, 100),
    ContactFlowId: string(1, 500),
    ParticipantDetails: structure({ DisplayName: string(1, 256) }),
  },
  {
    Attributes: checkAttributes,
    InitialMessage: checkChatMessage,
    ClientToken: string(1, 500),
    ChatDurationInMinutes: integer(60, 10_080),
    SupportedMessagingContentTypes: checkContentTypes,
    // AWS does not document whether a type without a source is refused. In the API model, the source is optional.
    PersistentChat: structure({ RehydrationType: oneOf('ENTIRE_PAST_SESSION', 'FROM_SEGMENT') }, { SourceContactId: string(1, 256) }),
    RelatedContactId: string(1, 256),
    SegmentAttributes: mapOf(string(1, 128), anyObject),
    CustomerId: string(1, 128),
    DisconnectOnCustomerExit: listOf(oneOf('AGENT'), 1),
    ParticipantConfiguration: structure({}, { ResponseMode: oneOf('INCREMENTAL', 'COMPLETE') }),
  },
);

/** @throws ConstraintError */
export function validateStartChat(body: unknown): ValidStartChatRequest {
  startChat(body, 'The request');
  const request = body as ValidStartChatRequest;
  if (request.RelatedContactId && request.PersistentChat) {
    throw new ConstraintError('RelatedContactId and PersistentChat must not be used together');
  }
  return request;
}

function checkAttributes(value: unknown, member: string): void {
  mapOf(attributeKey, anyString)(value, member);
  if (Buffer.byteLength(Object.entries(value as Record<string, string>).flat().join('')) > ATTRIBUTE_BYTES) {
    throw new ConstraintError(`${member} must not exceed ${ATTRIBUTE_BYTES} bytes`);
  }
}

/** Checks a customer's message: its content type and the maximum length for this type. */
export function checkChatMessage(value: unknown, member: string): void {
  structure({ ContentType: oneOf(...Object.keys(MESSAGE_CHARACTERS)), Content: anyString })(value, member);
  const { ContentType, Content } = value as Required<ChatMessage>;
  string(1, MESSAGE_CHARACTERS[ContentType!])(Content, 'Content');
}

function checkContentTypes(value: unknown, member: string): void {
  listOf(oneOf(...CONTENT_TYPES))(value, member);
  if (!(value as string[]).includes('text/plain')) throw new ConstraintError(`${member} must contain text/plain`);
}
