import { Token } from 'aws-cdk-lib';

/** How an error describes the keys that `isAttributeKey` accepts. */
export const ATTRIBUTE_KEYS = 'attribute keys of letters, digits, hyphens and underscores only, which is a rule of Amazon Connect';

/** A token passes, because its value is not known yet. */
export function isAttributeKey(key: string): boolean {
  return Token.isUnresolved(key) || /^[A-Za-z0-9_-]+$/.test(key);
}
