import { SETTINGS, proxyEvent } from './fixtures';
import { decide } from '../../../lambda/start-chat/decide';
import { Caller } from '../../../lambda/start-chat/request/caller';
import { parse } from '../../../lambda/start-chat/request/parse';
import { Settings } from '../../../lambda/start-chat/settings';

const ADA: Caller = { kind: 'identified', issuer: 'https://issuer.example', subject: 'ada', claims: { email: 'ada@example.com', age: 36, groups: ['vip'], phone: null } };
const IDENTIFYING = { ...SETTINGS, identifyCustomer: true };
const chatOf = (caller: Caller, settings: Settings, body: unknown = {}) => decide(parse(proxyEvent({ body })), caller, settings).chat;

test('a signed-in customer\'s chat says who the customer is', () => {
  expect(chatOf(ADA, IDENTIFYING)).toMatchObject({
    CustomerId: 'ada',
    SegmentAttributes: { 'connect:CustomerAuthentication': { ValueMap: { Status: { ValueString: 'AUTHENTICATED' } } } },
  });
});

test.each<[string, Caller, Settings]>([
  ['it is switched off', ADA, SETTINGS],
  ['nobody is signed in', { kind: 'anonymous', sourceIp: '192.0.2.1', userAgent: '' }, IDENTIFYING],
])('a chat says nothing about the customer when %s', (_, caller, settings) => {
  const { CustomerId, SegmentAttributes } = chatOf(caller, settings);
  expect([CustomerId, SegmentAttributes]).toEqual([undefined, undefined]);
});

test('a subject that is too long for Connect becomes a hash, which differs between issuers and is the same for each chat', () => {
  const idOf = (issuer: string, subject: string) => chatOf({ kind: 'identified', issuer, subject }, IDENTIFYING).CustomerId;
  const long = 's'.repeat(129);
  expect(idOf('a', long.slice(1))).toBe(long.slice(1));
  expect(idOf('a', long)).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(idOf('a', long)).toBe(idOf('a', long));
  expect(new Set([idOf('a', long), idOf('b', long), idOf('a', `${long}s`)]).size).toBe(3);
});

test('equal subjects of two issuers are two customers, and no subject can look like a hash', () => {
  const idOf = (issuer: string, subject: string, issuerKey?: string) => chatOf({ kind: 'identified', issuer, subject }, { ...IDENTIFYING, issuerKey }).CustomerId;
  expect(idOf('a', '42', 'tenant')).not.toBe(idOf('b', '42', 'tenant'));
  const hash = idOf('a', 's'.repeat(129))!;
  expect(idOf('a', hash)).not.toBe(hash);
});

describe('claims become attributes', () => {
  const settings = { ...IDENTIFYING, attributeClaims: new Map([['email', 'Email'], ['age', 'Age'], ['groups', 'Groups'], ['phone', 'Phone'], ['constructor', 'C']]) };

  test('unchanged, as JSON when they are not strings, and not at all when the customer has none', () => {
    expect(chatOf(ADA, settings).Attributes).toEqual({ customerName: 'Customer', Email: 'ada@example.com', Age: '36', Groups: '["vip"]' });
  });

  test('and win over a caller\'s, should one be allowed', () => {
    const { Attributes } = chatOf(ADA, { ...settings, allowedAttributes: ['Email'] }, { Attributes: { Email: 'forged@example.com' } });
    expect(Attributes?.Email).toBe('ada@example.com');
  });

  test('and take their share of the 32,768 bytes from the caller\'s', () => {
    const vip = { ...ADA, claims: { email: 'x'.repeat(32_000) } };
    expect(() => chatOf(vip, settings, { Attributes: { orderId: 'x'.repeat(800) } })).toThrow(expect.objectContaining({ code: 'InvalidRequest' }));
    expect(chatOf(vip, settings, { Attributes: { orderId: 'x'.repeat(700) } }).Attributes?.Email).toHaveLength(32_000);
  });

  test('that a caller may not set', () => {
    expect(() => chatOf(ADA, settings, { Attributes: { Phone: 'forged' } })).toThrow('Attributes may not have the key "Phone"');
  });
});
