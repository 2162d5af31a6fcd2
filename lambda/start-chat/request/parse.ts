import type { APIGatewayProxyEvent } from 'aws-lambda';
import { bodyObject, bodyText } from './body';
import { header } from './header';
import { JsonObject, boundedText, isAbsent, isObject, oneOf, optionalObject, text } from './json-values';
import { CHAT_DURATION_MINUTES } from '../../../src/shared/chat-duration';
import { invalidRequest } from '../contract/failure';
import { REHYDRATION_TYPES, RehydrationType } from '../contract/start-plan';

const DEFAULT_DISPLAY_NAME = 'Customer';
const SERVER_OWNED_KEYS = ['SegmentAttributes', 'RelatedContactId'];
const INTERACTIVE_RESPONSE = 'application/vnd.amazonaws.connect.message.interactive.response';
const CONTENT_TYPES = ['text/plain', 'text/markdown', 'application/json', 'application/vnd.amazonaws.connect.message.interactive', INTERACTIVE_RESPONSE];

// https://docs.aws.amazon.com/connect/latest/APIReference/API_ChatMessage.html
const MAX_MESSAGE_CHARACTERS = { 'text/plain': 1024, 'text/markdown': 1024, 'application/json': 12_000, [INTERACTIVE_RESPONSE]: 12_288 };

/** What a caller asks for: well-formed, and nothing of it granted yet. */
export interface StartRequest {
  readonly body: string;
  /** As sent, of any type: only the configured instance is ever accepted. */
  readonly instances: readonly unknown[];
  /** As sent, of any type: only a configured flow is ever accepted. */
  readonly contactFlow: unknown;
  readonly displayName: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly initialMessage?: { readonly ContentType: string; readonly Content: string };
  readonly contentTypes?: readonly string[];
  readonly chatDurationMinutes?: number;
  readonly sourceContactId?: string;
  readonly rehydrationType?: RehydrationType;
  /** Asks for a conversation that neither resumes nor continues another. */
  readonly startsNew: boolean;
  /** Whom a trusted caller asks for. */
  readonly customerId?: string;
  readonly idempotencyKey?: string;
}

/** @param namesCustomer whether the caller is a trusted one, who says which customer the chat is for */
export function parse(event: APIGatewayProxyEvent, namesCustomer = false): StartRequest {
  const body = bodyText(event);
  const keys = bodyObject(body);
  refuseServerOwnedKeys(keys, namesCustomer ? SERVER_OWNED_KEYS : ['CustomerId', ...SERVER_OWNED_KEYS]);
  return {
    body,
    instances: [keys.InstanceId, keys.ConnectInstanceId],
    contactFlow: keys.ContactFlowId,
    displayName: displayName(keys),
    attributes: attributes(keys.Attributes),
    initialMessage: initialMessage(keys.InitialMessage),
    contentTypes: contentTypes(keys.SupportedMessagingContentTypes),
    chatDurationMinutes: chatDurationMinutes(keys.ChatDurationInMinutes),
    ...persistentChat(keys.PersistentChat),
    customerId: namesCustomer ? boundedText(keys.CustomerId, 'CustomerId', 128) : undefined,
    idempotencyKey: idempotencyKey(header(event, 'idempotency-key'), 'Idempotency-Key') ?? idempotencyKey(keys.ClientToken, 'ClientToken'),
  };
}

function refuseServerOwnedKeys(keys: JsonObject, serverOwned: readonly string[]) {
  const key = serverOwned.find((owned) => !isAbsent(keys[owned]));
  if (key) throw invalidRequest(key, 'is set by the server and must not be sent.');
}

function displayName(keys: JsonObject): string {
  const details = optionalObject(keys.ParticipantDetails, 'ParticipantDetails');
  return participantName(details.DisplayName, 'ParticipantDetails.DisplayName')
    ?? participantName(keys.customerName, 'customerName')
    ?? DEFAULT_DISPLAY_NAME;
}

function participantName(value: unknown, key: string): string | undefined {
  return isAbsent(value) ? undefined : boundedText(text(value, key).trim(), key, 256);
}

function attributes(value: unknown): ReadonlyMap<string, string> {
  const entries = Object.entries(optionalObject(value, 'Attributes'));
  return new Map(entries.map(([key, attribute]) => {
    if (!/^[A-Za-z0-9_-]+$/.test(key)) throw invalidRequest('Attributes', 'may only have keys of letters A-Z and a-z, digits, - and _.');
    return [key, text(attribute, `Attributes.${key}`)];
  }));
}

function initialMessage(value: unknown): StartRequest['initialMessage'] {
  if (isAbsent(value)) return undefined;
  if (!isObject(value)) throw invalidRequest('InitialMessage', 'must be an object with ContentType and Content.');
  const types = Object.keys(MAX_MESSAGE_CHARACTERS) as (keyof typeof MAX_MESSAGE_CHARACTERS)[];
  const ContentType = oneOf(value.ContentType, 'InitialMessage.ContentType', types);
  return { ContentType, Content: boundedText(value.Content, 'InitialMessage.Content', MAX_MESSAGE_CHARACTERS[ContentType]) };
}

function contentTypes(value: unknown): readonly string[] | undefined {
  const key = 'SupportedMessagingContentTypes';
  if (isAbsent(value)) return undefined;
  const items: unknown = typeof value === 'string' ? splitByComma(value) : value;
  if (!Array.isArray(items)) throw invalidRequest(key, 'must be a list of content types.');
  if (items.length === 0) return undefined;
  const asked = items.map((item) => oneOf(text(item, key).trim(), key, CONTENT_TYPES));
  return [...new Set([...asked, 'text/plain'])];
}

function splitByComma(list: string): string[] {
  return list.trim() === '' ? [] : list.split(',');
}

function chatDurationMinutes(value: unknown): number | undefined {
  if (isAbsent(value)) return undefined;
  const { shortest, longest } = CHAT_DURATION_MINUTES;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < shortest || value > longest) {
    throw invalidRequest('ChatDurationInMinutes', `must be a whole number from ${shortest} to ${longest}.`);
  }
  return value;
}

function persistentChat(value: unknown): Pick<StartRequest, 'sourceContactId' | 'rehydrationType' | 'startsNew'> {
  const { SourceContactId: source, RehydrationType: type, Start: start } = optionalObject(value, 'PersistentChat');
  const startsNew = !isAbsent(start) && oneOf(start, 'PersistentChat.Start', ['NEW']) === 'NEW';
  const namesSource = !isAbsent(source) && source !== '';
  if (startsNew && namesSource) throw invalidRequest('PersistentChat', 'may have Start or SourceContactId, not both.');
  return {
    startsNew,
    sourceContactId: namesSource ? boundedText(source, 'PersistentChat.SourceContactId', 256) : undefined,
    rehydrationType: isAbsent(type) ? undefined : oneOf(type, 'PersistentChat.RehydrationType', REHYDRATION_TYPES),
  };
}

function idempotencyKey(value: unknown, key: string): string | undefined {
  if (isAbsent(value)) return undefined;
  const chosen = boundedText(value, key, 255);
  if (/[\p{Other}\p{Zl}\p{Zp}]/u.test(chosen)) throw invalidRequest(key, 'may only have printable characters.');
  return chosen;
}
