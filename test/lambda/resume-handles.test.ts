import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { CONTACT_ID, INSTANCE_ARN } from './fixtures';
import { HandleKeys } from '../../lambda/start-chat/handle-keys';
import { KEY_PERIOD_SECONDS } from '../../lambda/start-chat/resume-handle';
import { HandleTrace, ResumeHandles } from '../../lambda/start-chat/resume-handles';

const DAY = 24 * 3600;
const LIFETIME = 30 * DAY;
const NOW = 1_800_000_000;

const keysOf = (secret: string): HandleKeys => async (period) => createHmac('sha256', secret).update(`${period}`).digest();

function handlesAt(now: number, { keys = keysOf('secret'), instanceArn = INSTANCE_ARN } = {}) {
  return new ResumeHandles(keys, instanceArn, LIFETIME, () => now);
}

const made = async (contactId = CONTACT_ID) => (await handlesAt(NOW).handleFor(contactId, {}))!;

test('a handle names its chat, and shows nothing of it', async () => {
  const handle = await made();
  expect(await handlesAt(NOW).contactOf(handle, {})).toBe(CONTACT_ID);
  expect(Buffer.from(handle, 'base64url').toString('latin1')).not.toContain(CONTACT_ID.slice(0, 8));
  expect(await made()).not.toBe(handle);
});

test('a handle works until its lifetime is over, across the change of keys', async () => {
  const handle = await made();
  expect(LIFETIME).toBeGreaterThanOrEqual(KEY_PERIOD_SECONDS);
  expect(await handlesAt(NOW + LIFETIME - 1).contactOf(handle, {})).toBe(CONTACT_ID);
  expect(await handlesAt(NOW + LIFETIME).contactOf(handle, {})).toBeUndefined();
});

test('a handle of another key, of another instance, or of the future is none', async () => {
  const handle = await made();
  expect(await handlesAt(NOW, { keys: keysOf('other') }).contactOf(handle, {})).toBeUndefined();
  expect(await handlesAt(NOW, { instanceArn: `${INSTANCE_ARN}x` }).contactOf(handle, {})).toBeUndefined();
  expect(await handlesAt(NOW - 2 * KEY_PERIOD_SECONDS).contactOf(handle, {})).toBeUndefined();
});

test('no single changed, missing or added character leaves a handle a handle', async () => {
  const handle = await made();
  for (let at = 0; at < handle.length; at += 1) {
    for (const character of ['', 'A', 'b', '-', ' ', `${handle[at]}=`, handle[at].toUpperCase(), handle[at].toLowerCase()]) {
      const changed = handle.slice(0, at) + character + handle.slice(at + 1);
      if (changed !== handle) expect([changed, await handlesAt(NOW).contactOf(changed, {})]).toEqual([changed, undefined]);
    }
  }
});

test('whatever a visitor makes up is no handle', async () => {
  const bytes = fc.uint8Array({ maxLength: 120 }).map((drawn) => Buffer.from(drawn).toString('base64url'));
  await fc.assert(fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary', maxLength: 256 }), bytes, fc.uuid()), async (text) => {
    expect(await handlesAt(NOW).contactOf(text, {})).toBeUndefined();
  }), { numRuns: 2000 });
});

test('what cannot be a handle costs no key', async () => {
  let asked = 0;
  const keys: HandleKeys = async (period) => { asked += 1; return keysOf('secret')(period); };
  const old = (await handlesAt(NOW - 3 * LIFETIME).handleFor(CONTACT_ID, {}))!;
  for (const text of ['', 'words', CONTACT_ID, old, Buffer.alloc(60).toString('base64url')]) await handlesAt(NOW, { keys }).contactOf(text, {});
  expect(asked).toBe(0);
});

test('without a key there is no handle and no contact, and the log line says why', async () => {
  const keys: HandleKeys = async () => { throw Object.assign(new Error('secret words'), { name: 'KMSInternalException' }); };
  const trace: HandleTrace = {};
  expect(await handlesAt(NOW, { keys }).handleFor(CONTACT_ID, trace)).toBeUndefined();
  expect(await handlesAt(NOW, { keys }).contactOf(await made(), {})).toBeUndefined();
  expect(trace).toEqual({ handleErrorName: 'KMSInternalException' });
});

test('a contact id that is too long for a source contact gets no handle', async () => {
  expect(await handlesAt(NOW).handleFor('c'.repeat(200), {})).toBeUndefined();
});
