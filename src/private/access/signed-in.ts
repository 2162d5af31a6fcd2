import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { FunctionNeeds, returningCustomers } from './returning-customers';
import type { ChatAccessBindOptions } from '../../chat-access';
import type { SignedInCustomerOptions } from '../../signed-in-customers';
import type { VisitorLimitConfig } from '../../visitor-limit';
import { ACCESS_ENVIRONMENT } from '../environment';
import { invalidProp } from '../prop-checks';

/** The attribute that is always the display name; see the start-chat function. */
const NAME_ATTRIBUTE = 'customerName';

/** What the API and the start-chat function need to serve customers who have signed in. Throws when they could not. */
export function signedInCustomers(
  scope: Construct, bindOptions: ChatAccessBindOptions, options: SignedInCustomerOptions,
): FunctionNeeds & VisitorLimitConfig {
  checkAttributeClaims(scope, bindOptions, options);
  const { identifyCustomer, attributeClaims } = options;
  const returning = returningCustomers(scope, bindOptions, options);
  return {
    ...returning,
    ...options.visitorLimit?.bind(scope),
    functionEnvironment: {
      ...returning.functionEnvironment,
      ...(identifyCustomer && { [ACCESS_ENVIRONMENT.identifyCustomer]: 'true' }),
      ...(attributeClaims && { [ACCESS_ENVIRONMENT.attributeClaims]: JSON.stringify(attributeClaims) }),
    },
  };
}

/** Throws when an attribute that comes from a claim could be forged, or refused by Connect. */
function checkAttributeClaims(
  scope: Construct, { allowedAttributes }: ChatAccessBindOptions, { attributeClaims = {} }: SignedInCustomerOptions,
): void {
  const keys = Object.values(attributeClaims);
  for (const key of keys) {
    if (!Token.isUnresolved(key) && !/^[A-Za-z0-9_-]+$/.test(key)) {
      throw invalidProp(scope, 'access.attributeClaims', key, 'an attribute key of letters, digits, hyphens and underscores, which is all that Connect takes');
    }
    if (key === NAME_ATTRIBUTE) throw invalidProp(scope, 'access.attributeClaims', key, 'another key: this one is always the display name');
    if (allowedAttributes.includes(key)) {
      throw invalidProp(scope, 'access.attributeClaims', key, 'a key that is not in allowedAttributes: callers could set it when the claim is missing');
    }
  }
  if (new Set(keys).size < keys.length) throw invalidProp(scope, 'access.attributeClaims', attributeClaims, 'one claim for each attribute');
}
