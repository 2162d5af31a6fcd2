import fc from 'fast-check';
import { CONTACT_ID, INSTANCE_ARN } from '../lambda/fixtures';

/** Whose chat is to be reached. */
export const VICTIM = { contactId: CONTACT_ID, key: 'the-victims-key', issuer: 'https://login.example.com/', subject: 'victim' };

/** The victim's contact id, written in every way that a lenient reader might take for it. */
const spellings = fc.constantFrom<(id: string) => string>(
  (id) => id,
(id) => id.toUpperCase(),
(id) => ` ${id} `,
(id) => `${id}\u0000`,
(id) => `\ufeff${id}`,
(id) => id.replaceAll('-', ''),
(id) => encodeURIComponent(id).replaceAll('-', '%2D'),
(id) => id.replaceAll('4', '\uff14'),
(id) => `{${id}}`,
(id) => `${INSTANCE_ARN}/contact/${id}`,
(id) => Buffer.from(id).toString('base64url'),
(id) => Buffer.from(`${4_000_000_000}:${id}`).toString('base64url'),
).map((spell) => spell(VICTIM.contactId));

const contactIds = fc.oneof(spellings, fc.uuid(), fc.string({ unit: 'binary', minLength: 1, maxLength: 256 }));

/** JSON texts, since what an object cannot hold, a text can: the same key twice, `__proto__`. */
export const sourceBodies = fc.tuple(contactIds, fc.constantFrom('ENTIRE_PAST_SESSION', 'FROM_SEGMENT')).chain(([id, type]) => {
  const source = `"SourceContactId": ${JSON.stringify(id)}`;
  return fc.constantFrom(
    `{"PersistentChat": {${source}}}`,
    `{"PersistentChat": {${source}, "RehydrationType": "${type}"}}`,
    `{"PersistentChat": {"SourceContactId": "", ${source}}}`,
    `{"PersistentChat": {}, "PersistentChat": {${source}}}`,
  );
});

export const hiddenSources = contactIds.chain((id) => {
  const persistentChat = `{"SourceContactId": ${JSON.stringify(id)}}`;
  return fc.constantFrom(
    `{"PersistentChat": {"__proto__": ${persistentChat}}}`,
    `{"__proto__": {"PersistentChat": ${persistentChat}}}`,
    `{"constructor": {"prototype": {"PersistentChat": ${persistentChat}}}}`,
    `{"persistentChat": ${persistentChat}}`,
    `{"PERSISTENTCHAT": ${persistentChat}}`,
    `{"PersistentChat": {"sourceContactId": ${JSON.stringify(id)}}}`,
    `{"PersistentChat ": ${persistentChat}}`,
    `{"RelatedContactId": ${JSON.stringify(id)}}`,
    `{"SourceContactId": ${JSON.stringify(id)}}`,
    `{"PreviousContactId": ${JSON.stringify(id)}}`,
    `{"PersistentChat": [${persistentChat}]}`,
    `{"PersistentChat": {"SourceContactId": [${JSON.stringify(id)}]}}`,
    `{"PersistentChat": {"SourceContactId": {"toString": ${JSON.stringify(id)}}}}`,
  );
});

export const identityClaims = fc.record({
  key: fc.constantFrom('CustomerId', 'SegmentAttributes', 'RelatedContactId', 'customerId', '__proto__', 'constructor', 'issuer', 'subject', 'sub', 'requestContext', 'authorizer'),
  value: fc.oneof(fc.constant(VICTIM.subject), fc.constant({ sub: VICTIM.subject }), fc.json()),
});

export const sentHeaders = fc.dictionary(
  fc.constantFrom('Idempotency-Key', 'idempotency-key', 'X-Amzn-Sub', 'X-Forwarded-For', 'X-Forwarded-User', 'Authorization', 'x-customer-id', '__proto__', 'Host', 'X-HTTP-Method-Override'),
  fc.oneof(fc.constant(VICTIM.key), fc.constant(VICTIM.subject), fc.constant('198.51.100.1'), fc.string({ unit: 'binary-ascii', maxLength: 40 })),
);
