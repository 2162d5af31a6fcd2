import { hashTextsWithKey } from './hash';

const CHARACTERS = 32;

/** How the logs name a customer: always by the same hash in one stack, and by another one in each stack. */
export function toPseudonym(hashKey: string, issuer: string, subject: string): string {
  return hashTextsWithKey(hashKey, ['customer', issuer, subject]).slice(0, CHARACTERS);
}
