import type { StartChatContactRequest } from '@aws-sdk/client-connect';
import { hashTexts } from '../hash';
import { Caller, CallerSettings, Claims } from './request/caller';
import { MAX_NAME_CHARACTERS, cleanName } from './request/name';

// https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html
const MAX_CUSTOMER_ID_CHARACTERS = 128;
const HASH_PREFIX = 'sha256:';

/** What Connect is told of a customer who has signed in. */
export interface SignedInCustomerSettings {
  /** Whether Connect is told that the customer is signed in, and as whom. */
  readonly identifyCustomer: boolean;
  /** Contact attributes by the claim that they come from. */
  readonly attributeClaims: ReadonlyMap<string, string>;
  /** The claim that the display name comes from. Absent: the caller chooses it. */
  readonly displayNameClaim?: string;
  /** What the customer ids begin with that Connect is told. */
  readonly customerIdPrefix: string;
}

/** Says that this customer is signed in, and as whom, so that flows and agents can rely on it. */
export function describeCustomer(
  caller: Caller, { identifyCustomer, issuerKey, customerIdPrefix }: SignedInCustomerSettings & CallerSettings,
): Pick<StartChatContactRequest, 'CustomerId' | 'SegmentAttributes'> {
  if (!identifyCustomer || caller.kind !== 'identified') return {};
  return {
    CustomerId: customerIdPrefix + toCustomerId(caller, issuerKey === undefined ? MAX_CUSTOMER_ID_CHARACTERS - customerIdPrefix.length : 0),
    SegmentAttributes: { 'connect:CustomerAuthentication': { ValueMap: { Status: { ValueString: 'AUTHENTICATED' } } } },
  };
}

/** The contact attributes that come from the customer's claims. A claim that the customer does not have sets none. */
export function readClaimAttributes(caller: Caller, { attributeClaims }: SignedInCustomerSettings): [key: string, value: string][] {
  const claims = readClaims(caller);
  return [...attributeClaims]
    .filter(([claim]) => Object.hasOwn(claims, claim) && claims[claim] !== null)
    .map(([claim, key]) => [key, toAttributeValue(claims[claim])]);
}

/** The customer's name as the identity provider knows it. */
export function readClaimName(caller: Caller, claim: string): string | undefined {
  const claims = readClaims(caller);
  const value = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return [...cleanName(String(value))].slice(0, MAX_NAME_CHARACTERS).join('').trim() || undefined;
}

function readClaims(caller: Caller): Claims {
  return caller.kind === 'identified' ? caller.claims ?? {} : {};
}

// An unchanged subject can be looked up in the identity provider. A hash is at least the same for each of the customer's chats.
function toCustomerId({ issuer, subject }: Caller & { kind: 'identified' }, longest: number): string {
  const isFree = subject.length <= longest && !subject.startsWith(HASH_PREFIX);
  return isFree ? subject : `${HASH_PREFIX}${hashTexts([issuer, subject])}`;
}

function toAttributeValue(claim: unknown): string {
  return typeof claim === 'string' ? claim : JSON.stringify(claim);
}
