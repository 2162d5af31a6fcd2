import { Construct } from 'constructs';
import { checkCustomerIdPrefix } from './customer-ids';
import { FunctionNeeds, configureReturningCustomers } from './returning-customers';
import { ChatAccessBindOptions } from '../../chat-access-config';
import { ACCESS_ENVIRONMENT } from '../../shared/environment';
import { NAME_ATTRIBUTE } from '../../shared/name-attribute';
import { SignedInCustomerOptions } from '../../signed-in-customers';
import { VisitorLimitConfig } from '../../visitor-limit';
import { ATTRIBUTE_KEYS, isAttributeKey } from '../props/attribute-keys';
import { checkMadeByFactory } from '../props/check-factory';
import { invalidProp } from '../props/invalid-prop';

/** Prepares the API and the start-chat function for customers who have signed in. */
export function configureSignedInCustomers(
  scope: Construct, bindOptions: ChatAccessBindOptions, options: SignedInCustomerOptions,
): FunctionNeeds & VisitorLimitConfig {
  checkAttributeClaims(scope, bindOptions, options);
  checkCustomerIdPrefix(scope, options.customerIdPrefix);
  if (options.displayNameClaim === '') {
    throw invalidProp(scope, 'access.displayNameClaim', { must: 'be the name of a claim', got: '', remedy: 'Leave it out to let callers choose their names.' });
  }
  checkMadeByFactory(scope, 'access.visitorLimit', options.visitorLimit, 'VisitorLimit.perSourceIp()');
  const { identifyCustomer, attributeClaims, customerIdPrefix, displayNameClaim } = options;
  const returning = configureReturningCustomers(scope, bindOptions, options);
  return {
    ...returning,
    ...options.visitorLimit?.bind(scope),
    functionEnvironment: {
      ...returning.functionEnvironment,
      ...(identifyCustomer && { [ACCESS_ENVIRONMENT.identifyCustomer]: 'true' }),
      ...(customerIdPrefix !== undefined && { [ACCESS_ENVIRONMENT.customerIdPrefix]: customerIdPrefix }),
      ...(displayNameClaim !== undefined && { [ACCESS_ENVIRONMENT.displayNameClaim]: displayNameClaim }),
      ...(attributeClaims && { [ACCESS_ENVIRONMENT.attributeClaims]: JSON.stringify(attributeClaims) }),
    },
  };
}

/** Throws when a caller could set an attribute that comes from a claim, or when Connect would refuse it. */
function checkAttributeClaims(
  scope: Construct, { allowedAttributes, allowedAttributePrefixes = [] }: ChatAccessBindOptions, { attributeClaims = {} }: SignedInCustomerOptions,
): void {
  const prop = 'access.attributeClaims';
  for (const [claim, key] of Object.entries(attributeClaims)) {
    const got = { [claim]: key };
    if (!isAttributeKey(key)) {
      throw invalidProp(scope, prop, { must: `map claims to ${ATTRIBUTE_KEYS}`, got, remedy: 'Write the claim first, and then the key.' });
    }
    if (key === NAME_ATTRIBUTE) {
      throw invalidProp(scope, prop, { must: `not set '${NAME_ATTRIBUTE}', which is always the display name`, got, remedy: 'Write another key.' });
    }
    if (allowedAttributes.includes(key)) {
      throw invalidProp(scope, prop, {
        must: 'not set an attribute that is in allowedAttributes, too',
        got,
        remedy: 'A caller could set it when the claim is missing. Remove it from allowedAttributes, or write another key.',
      });
    }
    if (allowedAttributePrefixes.some((prefix) => key.startsWith(prefix))) {
      throw invalidProp(scope, prop, {
        must: 'not set an attribute that begins with one of allowedAttributePrefixes',
        got,
        remedy: 'A caller could set it when the claim is missing. Write another prefix, or another key.',
      });
    }
  }
  const keys = Object.values(attributeClaims);
  if (new Set(keys).size < keys.length) throw invalidProp(scope, prop, { must: 'set each attribute from one claim only', got: attributeClaims });
}
