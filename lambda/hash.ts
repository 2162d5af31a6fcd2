import { createHash, createHmac } from 'crypto';

/** The SHA-256, in hex, of a list. Two lists have the same hash only if all their texts are equal. */
export function hashTexts(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex');
}

/** The same with a key: who does not know the key cannot try which texts have a hash. */
export function hashTextsWithKey(key: string, texts: readonly string[]): string {
  return createHmac('sha256', key).update(JSON.stringify(texts)).digest('hex');
}
