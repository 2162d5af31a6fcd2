import { createCipheriv, createDecipheriv, randomBytes } from 'crypto';

const CIPHER = 'aes-256-gcm';
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 3;

/** A new key for each 30 days: a key is used for a limited time, and an older handle still finds the key that made it. */
export const KEY_PERIOD_SECONDS = 30 * 24 * 3600;

/** A past chat that may be continued until then. */
export interface ResumableChat {
  readonly contactId: string;
  /** Seconds since 1970. */
  readonly expires: number;
}

export function keyPeriodAt(seconds: number): number {
  return Math.floor(seconds / KEY_PERIOD_SECONDS);
}

/**
 * The handle is `version | period | nonce | encrypted chat | tag`, and can be neither read nor changed without the period's key.
 * @param binding what a reader has to name, too, and the handle does not hold
 */
export function sealedHandle({ contactId, expires }: ResumableChat, period: number, key: Uint8Array, binding: string): string {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(VERSION);
  header.writeUInt16BE(period, 1);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(authenticated(header, binding));
  const sealed = Buffer.concat([cipher.update(`${expires}:${contactId}`, 'utf8'), cipher.final()]);
  return Buffer.concat([header, nonce, sealed, cipher.getAuthTag()]).toString('base64url');
}

/** Which key a handle was made with; undefined when it is no handle. */
export function keyPeriodOf(handle: string): number | undefined {
  const bytes = Buffer.from(handle, 'base64url');
  // Node skips what is no base64url: only the one spelling that was given out is a handle.
  if (bytes.toString('base64url') !== handle || bytes.length <= HEADER_BYTES + NONCE_BYTES + TAG_BYTES || bytes[0] !== VERSION) return undefined;
  return bytes.readUInt16BE(1);
}

/** @returns undefined when the handle was not made with this key and this binding */
export function openedHandle(handle: string, key: Uint8Array, binding: string): ResumableChat | undefined {
  const bytes = Buffer.from(handle, 'base64url');
  const header = bytes.subarray(0, HEADER_BYTES);
  const nonce = bytes.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
  try {
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(authenticated(header, binding))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    const opened = decipher.update(bytes.subarray(HEADER_BYTES + NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    const [expires, contactId] = opened.split(/:(.*)/s);
    return { contactId, expires: Number(expires) };
  } catch {
    return undefined;
  }
}

function authenticated(header: Buffer, binding: string): Buffer {
  return Buffer.concat([header, Buffer.from(binding)]);
}
