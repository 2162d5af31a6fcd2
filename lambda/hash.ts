import { createHash } from 'crypto';

/** The SHA-256, in hex, of a list. Two lists have the same hash only if all their texts are equal. */
export function hashTexts(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex');
}
