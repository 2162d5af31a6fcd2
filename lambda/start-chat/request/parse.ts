import type { APIGatewayProxyEvent } from 'aws-lambda';
import { parseBody, readBodyText } from './body';
import { readHeader } from './header';
import { JsonObject, isAbsent, isObject, parseBoundedText, parseOneOf, parseOptionalObject, parseText } from './json-values';
import { DEFAULT_DISPLAY_NAME, MAX_NAME_CHARACTERS, cleanName } from './name';
import { CHAT_DURATION_MINUTES } from '../../../src/shared/chat-duration';
import { NAME_ATTRIBUTE } from '../../../src/shared/name-attribute';
import { InvalidRequestFailure } from '../contract/failure';
import { REHYDRATION_TYPES, RehydrationType } from '../contract/start-plan';

/** Keys that callers write in place of ours, and then wonder where their chat's past or name is. */
const MISSPELT_KEYS = {
  contactAttributes: 'Attributes',
  attributes: 'Attributes',
  displayName: 'ParticipantDetails.DisplayName',
  initialMessage: 'InitialMessage',
  persistentChat: 'PersistentChat',
  sourceContactId: 'PersistentChat.SourceContactId',
};
const SERVER_OWNED_KEYS = ['SegmentAttributes', 'RelatedContactId'];
const INTERACTIVE_RESPONSE = 'application/vnd.amazonaws.connect.message.interactive.response';
const CONTENT_TYPES = ['text/plain', 'text/markdown', 'application/json', 'application/vnd.amazonaws.connect.message.interactive', INTERACTIVE_RESPONSE];

// https://docs.aws.amazon.com/connect/latest/APIReference/API_ChatMessage.html
const MAX_MESSAGE_CHARACTERS = { 'text/plain': 1024, 'text/markdown': 1024, 'application/json': 12_000, [INTERACTIVE_RESPONSE]: 12_288 };

/** What a caller asks for. It is well-formed, and nothing of it is granted yet. */
export interface StartRequest {
  readonly body: string;
  /** As sent, of any type: only the configured instance is ever accepted. */
  readonly instances: readonly unknown[];
  /** As sent, of any type: only a configured flow is ever accepted. */
  readonly contactFlow: unknown;
  readonly displayName: string;
  /** As sent, of any type and key: only allowed ones are read. */
  readonly attributes: ReadonlyMap<string, unknown>;
  readonly initialMessage?: { readonly ContentType: string; readonly Content: string };
  readonly contentTypes?: readonly string[];
  readonly chatDurationMinutes?: number;
  readonly sourceContactId?: string;
  readonly rehydrationType?: RehydrationType;
  /** Asks for a conversation that neither resumes nor continues another. */
  readonly startsNew: boolean;
  /** The customer that a trusted caller asks for. */
  readonly customerId?: string;
  readonly idempotencyKey?: string;
}

/** @param callerNamesCustomer whether the caller is trusted to say which customer the chat is for */
export function parse(event: APIGatewayProxyEvent, callerNamesCustomer = false): StartRequest {
  const body = readBodyText(event);
  const keys = parseBody(body);
  refuseServerOwnedKeys(keys, callerNamesCustomer ? SERVER_OWNED_KEYS : ['CustomerId', ...SERVER_OWNED_KEYS]);
  refuseMisspeltKeys(keys);
  const attributes = parseAttributes(keys.Attributes);
  return {
    body,
    instances: [keys.InstanceId, keys.ConnectInstanceId],
    contactFlow: keys.ContactFlowId,
    displayName: parseDisplayName(keys, attributes),
    attributes,
    initialMessage: parseInitialMessage(keys.InitialMessage),
    contentTypes: parseContentTypes(keys.SupportedMessagingContentTypes),
    chatDurationMinutes: parseChatDuration(keys.ChatDurationInMinutes),
    ...parsePersistentChat(keys.PersistentChat),
    customerId: callerNamesCustomer ? parseBoundedText(keys.CustomerId, 'CustomerId', 128) : undefined,
    idempotencyKey: parseIdempotencyKey(readHeader(event, 'idempotency-key'), 'Idempotency-Key') ?? parseIdempotencyKey(keys.ClientToken, 'ClientToken'),
  };
}

/** The same for a request to resume, of which only who asks counts: it need not have a body. */
export function parseResume(event: APIGatewayProxyEvent, callerNamesCustomer = false): StartRequest {
  return parse(event.body ? event : { ...event, body: '{}', isBase64Encoded: false }, callerNamesCustomer);
}

function refuseServerOwnedKeys(keys: JsonObject, serverOwned: readonly string[]) {
  const key = serverOwned.find((owned) => !isAbsent(keys[owned]));
  if (key) throw new InvalidRequestFailure(key, 'is set by the server and must not be sent.');
}

function refuseMisspeltKeys(keys: JsonObject) {
  const misspelt = Object.entries(MISSPELT_KEYS).find(([key]) => Object.hasOwn(keys, key) && !isAbsent(keys[key]));
  if (misspelt) throw new InvalidRequestFailure(misspelt[0], `is not a key of this request. Send ${misspelt[1]} instead.`);
}

function parseDisplayName(keys: JsonObject, attributes: ReadonlyMap<string, unknown>): string {
  const details = parseOptionalObject(keys.ParticipantDetails, 'ParticipantDetails');
  return parseName(details.DisplayName, 'ParticipantDetails.DisplayName')
    ?? parseName(keys[NAME_ATTRIBUTE], NAME_ATTRIBUTE)
    ?? parseName(attributes.get(NAME_ATTRIBUTE), `Attributes.${NAME_ATTRIBUTE}`)
    ?? DEFAULT_DISPLAY_NAME;
}

function parseName(value: unknown, key: string): string | undefined {
  if (isAbsent(value)) return undefined;
  const name = cleanName(parseText(value, key));
  return name === '' ? undefined : parseBoundedText(name, key, MAX_NAME_CHARACTERS);
}

/** As JSON text, too: ChatJS's own README sends that. */
function parseAttributes(value: unknown): ReadonlyMap<string, unknown> {
  const given: unknown = typeof value === 'string' && value !== '' ? parseAttributeText(value) : value;
  return new Map(Object.entries(parseOptionalObject(given, 'Attributes')).filter(([, attribute]) => attribute !== null));
}

function parseAttributeText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidRequestFailure('Attributes', 'must be an object, or its JSON in a string.');
  }
}

function parseInitialMessage(value: unknown): StartRequest['initialMessage'] {
  if (isAbsent(value)) return undefined;
  if (!isObject(value)) throw new InvalidRequestFailure('InitialMessage', 'must be an object with ContentType and Content.');
  if (isAbsent(value.Content)) return undefined;
  const types = Object.keys(MAX_MESSAGE_CHARACTERS) as (keyof typeof MAX_MESSAGE_CHARACTERS)[];
  const ContentType = parseOneOf(value.ContentType, 'InitialMessage.ContentType', types);
  return { ContentType, Content: parseBoundedText(value.Content, 'InitialMessage.Content', MAX_MESSAGE_CHARACTERS[ContentType]) };
}

function parseContentTypes(value: unknown): readonly string[] | undefined {
  const key = 'SupportedMessagingContentTypes';
  if (isAbsent(value)) return undefined;
  const items: unknown = typeof value === 'string' ? value.split(',') : value;
  if (!Array.isArray(items)) throw new InvalidRequestFailure(key, 'must be a list of content types.');
  const named = items.map((item: unknown) => typeof item === 'string' ? item.trim() : item).filter((item) => !isAbsent(item));
  if (named.length === 0) return undefined;
  return [...new Set([...named.map((item) => parseOneOf(parseText(item, key), key, CONTENT_TYPES)), 'text/plain'])];
}

function parseChatDuration(value: unknown): number | undefined {
  if (isAbsent(value)) return undefined;
  const { shortest, longest } = CHAT_DURATION_MINUTES;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < shortest || value > longest) {
    throw new InvalidRequestFailure('ChatDurationInMinutes', `must be a whole number from ${shortest} to ${longest}.`);
  }
  return value;
}

function parsePersistentChat(value: unknown): Pick<StartRequest, 'sourceContactId' | 'rehydrationType' | 'startsNew'> {
  const { SourceContactId: source, RehydrationType: type, Start: start } = parseOptionalObject(value, 'PersistentChat');
  const startsNew = !isAbsent(start) && parseOneOf(start, 'PersistentChat.Start', ['NEW']) === 'NEW';
  const namesSource = !isAbsent(source);
  if (startsNew && namesSource) throw new InvalidRequestFailure('PersistentChat', 'must not have both Start and SourceContactId.');
  return {
    startsNew,
    sourceContactId: namesSource ? parseBoundedText(source, 'PersistentChat.SourceContactId', 256) : undefined,
    rehydrationType: isAbsent(type) ? undefined : parseOneOf(type, 'PersistentChat.RehydrationType', REHYDRATION_TYPES),
  };
}

function parseIdempotencyKey(value: unknown, key: string): string | undefined {
  if (isAbsent(value)) return undefined;
  const chosen = parseBoundedText(value, key, 255);
  if (/[\p{Other}\p{Zl}\p{Zp}]/u.test(chosen)) throw new InvalidRequestFailure(key, 'must have printable characters only.');
  return chosen;
}
