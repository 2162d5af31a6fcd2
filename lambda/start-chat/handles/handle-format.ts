import { createCipheriv, createDecipheriv, randomBytes } from 'crypto';

const CIPHER = 'aes-256-gcm';
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 3;

/** A new key for each 30 days: a key is used for a limited time, and an older handle still names the period of its key. */
export const KEY_PERIOD_SECONDS = 30 * 24 * 3600;

/** A past chat that may be continued until then. */
export interface ResumableChat {
  readonly contactId: string;
  /** Seconds since 1970. */
  readonly expires: number;
}

export function toKeyPeriod(seconds: number): number {
  return Math.floor(seconds / KEY_PERIOD_SECONDS);
}

/**
 * The handle is `version | period | nonce | encrypted chat | tag`. Without the period's key it can be neither read nor changed.
 * @param binding has to be known to open the handle, and is not part of it
 */
export function sealHandle({ contactId, expires }: ResumableChat, period: number, key: Uint8Array, binding: string): string {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(VERSION);
  header.writeUInt16BE(period, 1);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(joinAuthenticated(header, binding));
  const sealed = Buffer.concat([cipher.update(`${expires}:${contactId}`, 'utf8'), cipher.final()]);
  return Buffer.concat([header, nonce, sealed, cipher.getAuthTag()]).toString('base64url');
}

/** The period of the key that a handle was made with. @returns undefined when the text is not a handle */
export function readKeyPeriod(handle: string): number | undefined {
  const bytes = Buffer.from(handle, 'base64url');
  // Node skips characters outside base64url: only the spelling that was given out is a handle.
  if (bytes.toString('base64url') !== handle || bytes.length <= HEADER_BYTES + NONCE_BYTES + TAG_BYTES || bytes[0] !== VERSION) return undefined;
  return bytes.readUInt16BE(1);
}

/** @returns undefined when the handle was not made with this key and this binding */
export function openHandle(handle: string, key: Uint8Array, binding: string): ResumableChat | undefined {
  const bytes = Buffer.from(handle, 'base64url');
  const header = bytes.subarray(0, HEADER_BYTES);
  const nonce = bytes.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
  try {
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(joinAuthenticated(header, binding))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    const opened = decipher.update(bytes.subarray(HEADER_BYTES + NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    const [expires, contactId] = opened.split(/:(.*)/s);
    return { contactId, expires: Number(expires) };
  } catch {
    return undefined;
  }
}

function joinAuthenticated(header: Buffer, binding: string): Buffer {
  return Buffer.concat([header, Buffer.from(binding)]);
}
