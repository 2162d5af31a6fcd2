import fc from 'fast-check';
import { Attempt, Known } from './attempt';
import { BODIES_THAT_ARE_NO_JSON_OBJECT } from './encoded-bodies';
import { Header } from './http-exchange';
import { INSTANCE_ARN } from '../fixtures';

const quoted = JSON.stringify;

/** An id in every way that a lenient reader might take for it. */
const SPELLINGS: readonly ((id: string) => string)[] = [
  (id) => id,
  (id) => id.toUpperCase(),
  (id) => id.replace(/[a-f]/, (letter) => letter.toUpperCase()),
  (id) => ` ${id} `,
  (id) => `${id}\u0000`,
  (id) => `\ufeff${id}`,
  (id) => id.replaceAll('-', ''),
  (id) => id.replaceAll('-', '\u2010'),
  (id) => encodeURIComponent(id).replaceAll('-', '%2D'),
  (id) => [...id].map((character) => `%${character.charCodeAt(0).toString(16)}`).join(''),
  (id) => [...id].map((character) => `&#${character.charCodeAt(0)};`).join(''),
  (id) => id.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
  (id) => `{${id}}`,
  (id) => `urn:uuid:${id}`,
  (id) => `${INSTANCE_ARN}/contact/${id}`,
  (id) => `../contact/${id}`,
  (id) => Buffer.from(id).toString('base64url'),
  (id) => Buffer.from(`4000000000:${id}`).toString('base64url'),
];

/** A string in JSON, and things that turn into that string. */
const JSON_FORMS: readonly ((id: string) => string)[] = [
  quoted,
  quoted,
  (id) => `"${[...id].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"`,
  (id) => `[${quoted(id)}]`,
  (id) => `{"toString": ${quoted(id)}, "valueOf": ${quoted(id)}}`,
  (id) => `{"__proto__": ${quoted(id)}}`,
  (id) => `{"SourceContactId": ${quoted(id)}}`,
  (id) => `{"0": ${quoted(id)}, "length": 1}`,
];

const spelt = (ids: readonly string[]) => fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...SPELLINGS)).map(([id, spell]) => spell(id));

export function sources(source: string): fc.Arbitrary<Attempt> {
  const named = `"SourceContactId": ${source}`;
  return fc.constantFrom(
    [`"PersistentChat": {${named}}`],
    [`"PersistentChat": {${named}, "RehydrationType": "ENTIRE_PAST_SESSION"}`],
    [`"PersistentChat": {"RehydrationType": "FROM_SEGMENT", ${named}}`],
    [`"PersistentChat": {"SourceContactId": "", ${named}}`],
    [`"PersistentChat": {"SourceContactId": "mine", ${named}}`],
    ['"PersistentChat": {}', `"PersistentChat": {${named}}`],
    ['"PersistentChat": {"SourceContactId": "mine"}', `"PersistentChat": {${named}}`],
    [`"PersistentChat": {"constructor": {}, ${named}}`],
  ).map((members) => ({ members }));
}

export function namedContacts({ contactIds }: Known): fc.Arbitrary<Attempt> {
  const id = fc.oneof({ arbitrary: spelt(contactIds), weight: 6 }, fc.uuid(), fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }));
  return fc.tuple(id, fc.constantFrom(...JSON_FORMS)).chain(([value, form]) => sources(form(value)));
}

export function hiddenContacts({ contactIds }: Known): fc.Arbitrary<Attempt> {
  return fc.constantFrom(...contactIds).chain((id) => {
    const persistentChat = `{"SourceContactId": ${quoted(id)}}`;
    const bodies = fc.constantFrom(
      `"PersistentChat": {"__proto__": ${persistentChat}}`,
      `"__proto__": {"PersistentChat": ${persistentChat}}`,
      `"constructor": {"prototype": {"PersistentChat": ${persistentChat}}}`,
      `"persistentChat": ${persistentChat}`,
      `"PERSISTENTCHAT": ${persistentChat}`,
      `"PersistentChat ": ${persistentChat}`,
      `"PersistentChat\\u0000": ${persistentChat}`,
      `"PersistentChat": {"sourceContactId": ${quoted(id)}}`,
      `"PersistentChat.SourceContactId": ${quoted(id)}`,
      `"PersistentChat[SourceContactId]": ${quoted(id)}`,
      `"PersistentChat": ${persistentChat}, "PersistentChat": null`,
      `"PersistentChat": [${persistentChat}]`,
      `"RelatedContactId": ${quoted(id)}`,
      `"SourceContactId": ${quoted(id)}`,
      `"PreviousContactId": ${quoted(id)}`,
      `"InitialContactId": ${quoted(id)}`,
      `"ContactId": ${quoted(id)}`,
      `"body": ${quoted(`{"PersistentChat": ${persistentChat}}`)}`,
      `"Attributes": {"SourceContactId": ${quoted(id)}}`,
      `"Attributes": {"customerName": ${quoted(id)}}`,
      `"ParticipantDetails": {"DisplayName": "Mallory", "ContactId": ${quoted(id)}}`,
    );
    const query = fc.constantFrom('', `?SourceContactId=${id}`, `?PersistentChat=${encodeURIComponent(persistentChat)}`, `?body=${encodeURIComponent(persistentChat)}`);
    const names = fc.constantFrom('X-Source-Contact-Id', 'SourceContactId', 'PersistentChat', 'Cookie', 'X-Amz-Meta-Source');
    const header = names.map((name): Header => [name, id]);
    return fc.tuple(bodies, query, header).map(([body, sentQuery, sent]) => ({ members: [body], query: sentQuery, headers: [sent] }));
  });
}

/** Names the victim's contact in a body that is no JSON object, or not in the encoding that JSON has. */
export function encodedBodies({ contactIds }: Known): fc.Arbitrary<Attempt> {
  const encodings = fc.constantFrom(...BODIES_THAT_ARE_NO_JSON_OBJECT);
  return fc.tuple(fc.constantFrom(...contactIds), encodings, fc.nat(60_000)).map(([id, [encoding, headers], padding]) => ({
    members: [`"PersistentChat": {"SourceContactId": ${quoted(id)}}`, `"padding": "${' '.repeat(padding % 3 === 0 ? padding : 0)}"`], encoding, headers,
  }));
}
