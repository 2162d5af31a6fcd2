import { createHash } from 'crypto';

/** The SHA-256, in hex, of a list. Two lists have one hash only when each of their texts is equal. */
export function hashTexts(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex');
}
