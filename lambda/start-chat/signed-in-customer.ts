import type { StartChatContactRequest } from '@aws-sdk/client-connect';
import { hashTexts } from '../hash';
import { Caller, CallerSettings, Claims } from './request/caller';

// https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html
const MAX_CUSTOMER_ID_CHARACTERS = 128;
const HASH_PREFIX = 'sha256:';

/** What Connect is told of a customer who has signed in. */
export interface SignedInCustomerSettings {
  /** Whether Connect is told that the customer is signed in, and as whom. */
  readonly identifyCustomer: boolean;
  /** Contact attributes by the claim that they come from. */
  readonly attributeClaims: ReadonlyMap<string, string>;
}

/** Says that this customer is signed in, and as whom, so that flows and agents can rely on it. */
export function describeCustomer(
  caller: Caller, { identifyCustomer, issuerKey }: SignedInCustomerSettings & CallerSettings,
): Pick<StartChatContactRequest, 'CustomerId' | 'SegmentAttributes'> {
  if (!identifyCustomer || caller.kind !== 'identified') return {};
  return {
    CustomerId: issuerKey === undefined ? toCustomerId(caller.issuer, caller.subject) : hashCustomerId(caller.issuer, caller.subject),
    SegmentAttributes: { 'connect:CustomerAuthentication': { ValueMap: { Status: { ValueString: 'AUTHENTICATED' } } } },
  };
}

/** The contact attributes that come from the customer's claims. A claim that the customer does not have sets none. */
export function readClaimAttributes(caller: Caller, { attributeClaims }: SignedInCustomerSettings): [key: string, value: string][] {
  const claims: Claims = caller.kind === 'identified' ? caller.claims ?? {} : {};
  return [...attributeClaims]
    .filter(([claim]) => Object.hasOwn(claims, claim) && claims[claim] !== null)
    .map(([claim, key]) => [key, toAttributeValue(claims[claim])]);
}

// An unchanged subject can be looked up in the identity provider. A hash is at least the same for each of the customer's chats.
function toCustomerId(issuer: string, subject: string): string {
  const isFree = subject.length <= MAX_CUSTOMER_ID_CHARACTERS && !subject.startsWith(HASH_PREFIX);
  return isFree ? subject : hashCustomerId(issuer, subject);
}

// Subjects of several issuers can be equal.
function hashCustomerId(issuer: string, subject: string): string {
  return `${HASH_PREFIX}${hashTexts([issuer, subject])}`;
}

function toAttributeValue(claim: unknown): string {
  return typeof claim === 'string' ? claim : JSON.stringify(claim);
}
