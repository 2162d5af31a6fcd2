import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { KEY_PERIOD_SECONDS } from '../../../../lambda/start-chat/handles/handle-format';
import { GetHandleKey } from '../../../../lambda/start-chat/handles/kept-keys';
import { ResumeHandles } from '../../../../lambda/start-chat/handles/resume-handles';
import { Caller } from '../../../../lambda/start-chat/request/caller';
import { CONTACT_ID, INSTANCE_ARN } from '../fixtures';

const DAY = 24 * 3600;
const LIFETIME = 30 * DAY;
const NOW = 1_800_000_000;

const keysOf = (secret: string): GetHandleKey => async (period) => createHmac('sha256', secret).update(`${period}`).digest();

function handlesAt(now: number, { keys = keysOf('secret'), instanceArn = INSTANCE_ARN } = {}) {
  return new ResumeHandles(keys, instanceArn, LIFETIME, () => now);
}

const VISITOR: Caller = { kind: 'anonymous', sourceIp: '192.0.2.1', userAgent: 'agent' };
const ADA = { kind: 'identified', issuer: 'https://issuer.example', subject: 'ada' } as const;
const INVALID = { state: 'INVALID' };
const VALID = { state: 'VALID', contactId: CONTACT_ID };

const made = async (caller: Caller = VISITOR) => (await handlesAt(NOW).seal(CONTACT_ID, caller)).handle!;
const read = async (handle: string, handles = handlesAt(NOW), caller: Caller = VISITOR) => handles.open(handle, caller);

test('a handle names its chat, and shows nothing of it', async () => {
  const handle = await made();
  expect(await read(handle)).toEqual(VALID);
  expect(Buffer.from(handle, 'base64url').toString('latin1')).not.toContain(CONTACT_ID.slice(0, 8));
  expect(await made()).not.toBe(handle);
});

test('a handle is valid until its lifetime is over, also when the key changes', async () => {
  const handle = await made();
  expect(LIFETIME).toBeGreaterThanOrEqual(KEY_PERIOD_SECONDS);
  expect(await read(handle, handlesAt(NOW + LIFETIME - 1))).toEqual(VALID);
  expect(await read(handle, handlesAt(NOW + LIFETIME))).toEqual(INVALID);
});

test('a handle of another key, of another instance or of the future is invalid', async () => {
  const handle = await made();
  expect(await read(handle, handlesAt(NOW, { keys: keysOf('other') }))).toEqual(INVALID);
  expect(await read(handle, handlesAt(NOW, { instanceArn: `${INSTANCE_ARN}x` }))).toEqual(INVALID);
  expect(await read(handle, handlesAt(NOW - 2 * KEY_PERIOD_SECONDS))).toEqual(INVALID);
});

test('a signed-in customer\'s handle is valid for that customer only, and a visitor\'s for visitors only', async () => {
  const others: Caller[] = [
    { ...ADA, subject: 'eve' },
    { ...ADA, issuer: 'https://other.example' },
    { ...ADA, issuer: `${ADA.issuer}ad`, subject: 'a' },
    { ...ADA, issuer: '', subject: '' },
    VISITOR,
  ];
  expect(await read(await made(ADA), handlesAt(NOW), { ...ADA, claims: { email: 'ada@example.com' } })).toEqual(VALID);
  for (const other of others) expect(await read(await made(ADA), handlesAt(NOW), other)).toEqual(INVALID);
  expect(await read(await made(VISITOR), handlesAt(NOW), { ...VISITOR, sourceIp: '198.51.100.1' })).toEqual(VALID);
  for (const other of [ADA, ...others.slice(0, -1)]) expect(await read(await made(VISITOR), handlesAt(NOW), other)).toEqual(INVALID);
});

test('a handle with one changed, missing or added character is invalid', async () => {
  const handle = await made();
  for (let at = 0; at < handle.length; at += 1) {
    for (const character of ['', 'A', 'b', '-', ' ', `${handle[at]}=`, handle[at].toUpperCase(), handle[at].toLowerCase()]) {
      const changed = handle.slice(0, at) + character + handle.slice(at + 1);
      if (changed !== handle) expect([changed, await read(changed)]).toEqual([changed, INVALID]);
    }
  }
});

test('text that a caller makes up is an invalid handle', async () => {
  const bytes = fc.uint8Array({ maxLength: 120 }).map((drawn) => Buffer.from(drawn).toString('base64url'));
  await fc.assert(fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary', maxLength: 256 }), bytes, fc.uuid()), async (text) => {
    expect(await read(text)).toEqual(INVALID);
  }), { numRuns: 2000 });
});

test('no key is requested for a text that cannot be a handle', async () => {
  let asked = 0;
  const keys: GetHandleKey = async (period) => { asked += 1; return keysOf('secret')(period); };
  const old = (await handlesAt(NOW - 3 * LIFETIME).seal(CONTACT_ID, VISITOR)).handle!;
  for (const text of ['', 'words', CONTACT_ID, old, Buffer.alloc(60).toString('base64url')]) expect(await read(text, handlesAt(NOW, { keys }))).toEqual(INVALID);
  expect(asked).toBe(0);
});

test('no key is requested for a handle of another version', async () => {
  const bytes = Buffer.from(await made(), 'base64url');
  bytes[0] += 1;
  const keys = jest.fn<Promise<Uint8Array>, [number]>(keysOf('secret'));
  expect(await read(bytes.toString('base64url'), handlesAt(NOW, { keys }))).toEqual(INVALID);
  expect(keys).not.toHaveBeenCalled();
});

test('without a key no handle is sealed or opened, and the result names the error', async () => {
  const keys: GetHandleKey = async () => { throw Object.assign(new Error('secret words'), { name: 'KMSInternalException' }); };
  expect(await handlesAt(NOW, { keys }).seal(CONTACT_ID, VISITOR)).toEqual({ errorName: 'KMSInternalException' });
  expect(await read(await made(), handlesAt(NOW, { keys }))).toEqual({ state: 'UNAVAILABLE', errorName: 'KMSInternalException' });
});

test('a contact id that is too long for a source contact gets no handle', async () => {
  expect(await handlesAt(NOW).seal('c'.repeat(200), VISITOR)).toEqual({});
});
