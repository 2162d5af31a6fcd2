import { InvalidRequestFailure } from './contract/failure';
import { StartPlan } from './contract/start-plan';
import { Caller } from './request/caller';
import { parseText } from './request/json-values';
import { StartRequest } from './request/parse';
import { SignedInCustomerSettings, readClaimAttributes } from './signed-in-customer';
import { NAME_ATTRIBUTE } from '../../src/shared/name-attribute';

export const UNKNOWN_ATTRIBUTES = ['REFUSE', 'DROP'] as const;

/** Which contact attributes callers may set. */
export interface AttributeSettings {
  readonly allowedAttributes: readonly string[];
  /** What further keys begin with. */
  readonly allowedAttributePrefixes: readonly string[];
  /** What happens to attributes that callers may not set. */
  readonly unknownAttributes: (typeof UNKNOWN_ATTRIBUTES)[number];
}

// https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html
const MAX_ATTRIBUTES_BYTES = 32_768;
const ATTRIBUTE_KEY = /^[A-Za-z0-9_-]+$/;

/** The attributes that the server sets exceed Connect's limit by themselves. The caller cannot correct that. */
class OversizedClaimsError extends Error {
  readonly name = 'OversizedClaimsError';
}

/** The chat's attributes, and the keys of those that the caller sent and may not set. */
export function decideAttributes(
  request: StartRequest, displayName: string, caller: Caller, settings: AttributeSettings & SignedInCustomerSettings,
): Pick<StartPlan, 'droppedAttributes'> & { readonly attributes: Record<string, string> } {
  const asked = [...request.attributes];
  const unknown = new Set(asked.map(([key]) => key).filter((key) => !isAllowed(key, settings)));
  if (settings.unknownAttributes === 'REFUSE') refuseUnknown([...unknown]);
  const allowed = asked.filter(([key]) => !unknown.has(key)).map(([key, value]): [string, string] => [key, parseText(value, `Attributes.${key}`)]);
  const own: [string, string][] = [[NAME_ATTRIBUTE, displayName], ...readClaimAttributes(caller, settings)];
  if (countBytes(own) > MAX_ATTRIBUTES_BYTES) throw new OversizedClaimsError();
  // The server's attributes come last, so that they replace the caller's.
  const granted = [...new Map([...allowed, ...own])];
  if (countBytes(granted) > MAX_ATTRIBUTES_BYTES) {
    throw new InvalidRequestFailure('Attributes', `must have at most ${MAX_ATTRIBUTES_BYTES} bytes over all keys and values, with those that the server sets.`);
  }
  return { attributes: Object.fromEntries(granted), droppedAttributes: unknown.size > 0 ? [...unknown] : undefined };
}

function isAllowed(key: string, settings: AttributeSettings & SignedInCustomerSettings): boolean {
  const { allowedAttributes, allowedAttributePrefixes, attributeClaims } = settings;
  if (key === NAME_ATTRIBUTE || allowedAttributes.includes(key)) return true;
  return ATTRIBUTE_KEY.test(key) && allowedAttributePrefixes.some((prefix) => key.startsWith(prefix)) && ![...attributeClaims.values()].includes(key);
}

function refuseUnknown(keys: readonly string[]): void {
  if (keys.some((key) => !ATTRIBUTE_KEY.test(key))) {
    throw new InvalidRequestFailure('Attributes', 'must have keys of letters A to Z and a to z, digits, - and _ only.');
  }
  if (keys.length === 0) return;
  throw new InvalidRequestFailure('Attributes', `may not have the key "${keys[0]}". Add it to allowedAttributes of PersistentChat to allow it.`);
}

function countBytes(pairs: readonly [string, string][]): number {
  return Buffer.byteLength(pairs.flat().join(''));
}
