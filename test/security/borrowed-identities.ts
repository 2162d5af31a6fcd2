import fc from 'fast-check';
import { VICTIM } from './attacked-apps';
import { Attempt, Known } from './attempt';
import { Header } from './http-exchange';

const quoted = JSON.stringify;

const keyNames = fc.constantFrom('Idempotency-Key', 'idempotency-key', 'IDEMPOTENCY-KEY', 'iDEMPOTENCY-kEY');

/** The victim's key, with the victim's body or another; or a key of the attacker's own with the victim's body. */
export function idempotencyKeys({ idempotencyKeys: keys, members, address }: Known): fc.Arbitrary<Attempt> {
  const key = fc.oneof(
    { arbitrary: fc.constantFrom(...keys), weight: 4 },
    fc.constantFrom(...keys).map((known) => known.toUpperCase()),
    fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 40 }),
  );
  const body = fc.constantFrom(members, members, [], ['"InitialMessage": null']);
  const forwarded: fc.Arbitrary<readonly Header[]> = fc.constantFrom([], ['X-Forwarded-For', 'X-Real-IP', 'Forwarded', 'True-Client-IP', 'X-Client-IP', 'CF-Connecting-IP']
    .map((name): Header => [name, name === 'Forwarded' ? `for=${address}` : address ?? 'unknown']));
  return fc.tuple(key, body, keyNames, forwarded, fc.boolean()).map(([value, sent, name, headers, inBody]) => (
    inBody || !/^[!-~]([ -~]*[!-~])?$/.test(value)
      ? { members: [...sent, `"ClientToken": ${quoted(value)}`], headers }
      : { members: sent, headers: [...headers, [name, value]] }
  ));
}

export function otherIdentities({ idempotencyKeys: keys, address }: Known, isTrusted: boolean): fc.Arbitrary<Attempt> {
  const context = { authorizer: { claims: { sub: VICTIM }, principalId: VICTIM, subject: VICTIM }, identity: { sourceIp: address, caller: VICTIM } };
  const names = ['SegmentAttributes', 'customerId', 'CustomerID', '__proto__', 'constructor', 'issuer', 'subject', 'sub', 'iss', 'principalId', 'requestContext', 'authorizer', 'identity', 'claims'];
  // What a trusted backend says last counts: that is not the customer's to send.
  const name = fc.constantFrom(...names, ...(isTrusted ? [] : ['CustomerId', '\\u0043ustomerId']));
  const claims = [VICTIM, { sub: VICTIM, CustomerId: VICTIM }, context].map((claim) => quoted(claim));
  const value = fc.oneof(fc.constantFrom(...claims), fc.json({ maxDepth: 3 }));
  const headerNames = fc.constantFrom('X-Amzn-Sub', 'X-Amzn-Oidc-Identity', 'X-Amzn-Request-Context', 'X-Forwarded-User', 'X-Customer-Id', 'X-HTTP-Method-Override', '__proto__', 'principalId');
  const query = fc.constantFrom('', `?sub=${VICTIM}`, `?principalId=${VICTIM}`, '?__proto__[CustomerId]=victim');
  return fc.tuple(name, value, headerNames, query, fc.constantFrom(...keys)).map(([key, claimed, header, sentQuery, idempotencyKey]) => ({
    members: [`"${key}": ${claimed}`, `"ClientToken": ${quoted(idempotencyKey)}`], headers: [[header, VICTIM]], query: sentQuery,
  }));
}

const forged = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(quoted({ sub: VICTIM, exp: 4e9 })).toString('base64url')}.`;

/** The same header twice, in any case and order. */
export function duplicatedHeaders({ idempotencyKeys: keys, members, contactIds, address }: Known): fc.Arbitrary<Attempt> {
  const [key] = keys;
  const header: fc.Arbitrary<Header> = fc.constantFrom<Header>(
    ['Authorization', `Bearer ${forged}`], ['authorization', forged], ['AUTHORIZATION', ''],
    ['Idempotency-Key', key], ['idempotency-key', key], ['IDEMPOTENCY-KEY', 'mine'],
    ['Origin', 'https://www.example.com'], ['ORIGIN', 'https://evil.example'], ['origin', 'null'],
    ['Content-Type', 'application/x-www-form-urlencoded'], ['content-type', 'text/plain; charset=utf-16'], ['Content-Encoding', 'amz-1.0'],
    ['X-Forwarded-For', address ?? '127.0.0.2'], ['X-FORWARDED-FOR', address ?? '127.0.0.2'], ['X-Amz-Date', '20200101T000000Z'],
    ['User-Agent', 'Mozilla/5.0'], ['Host', 'victim.example'], ['X-Amz-Security-Token', VICTIM],
  );
  const source = `"PersistentChat": {"SourceContactId": ${quoted(contactIds[0])}}`;
  return fc.record({
    members: fc.constantFrom(members, [source], [source, '"PersistentChat": {}']),
    first: fc.array(header, { maxLength: 3 }),
    headers: fc.array(header, { minLength: 1, maxLength: 3 }),
  });
}
