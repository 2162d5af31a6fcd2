import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { FunctionNeeds, configureReturningCustomers } from './returning-customers';
import { ChatAccessBindOptions } from '../../chat-access-config';
import { ACCESS_ENVIRONMENT } from '../../shared/environment';
import { SignedInCustomerOptions } from '../../signed-in-customers';
import { VisitorLimitConfig } from '../../visitor-limit';
import { invalidProp } from '../props/invalid-prop';

/** The attribute that is always the display name; see the start-chat function. */
const NAME_ATTRIBUTE = 'customerName';

/** What the API and the start-chat function need to serve customers who have signed in. Throws when they could not. */
export function configureSignedInCustomers(
  scope: Construct, bindOptions: ChatAccessBindOptions, options: SignedInCustomerOptions,
): FunctionNeeds & VisitorLimitConfig {
  checkAttributeClaims(scope, bindOptions, options);
  const { identifyCustomer, attributeClaims } = options;
  const returning = configureReturningCustomers(scope, bindOptions, options);
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
  for (const [claim, key] of Object.entries(attributeClaims)) {
    if (!Token.isUnresolved(key) && !/^[A-Za-z0-9_-]+$/.test(key)) {
      throw invalidClaim(scope, claim, key, 'is no attribute key: write the claim first, and then a key of letters, digits, hyphens and underscores, '
        + 'which is all that Connect takes');
    }
    if (key === NAME_ATTRIBUTE) throw invalidClaim(scope, claim, key, 'is always the display name: write another key');
    if (allowedAttributes.includes(key)) {
      throw invalidClaim(scope, claim, key, 'is in allowedAttributes, too, so that callers could set it when the claim is missing: '
        + 'take it out there, or write another key');
    }
  }
  const keys = Object.values(attributeClaims);
  if (new Set(keys).size < keys.length) throw invalidProp(scope, 'access.attributeClaims', attributeClaims, 'one claim for each attribute');
}

function invalidClaim(scope: Construct, claim: string, key: string, problem: string): Error {
  const mapping = `claim ${JSON.stringify(claim)} to ${JSON.stringify(key)}`;
  return new Error(`${scope.constructor.name} at '${scope.node.path}': access.attributeClaims maps ${mapping}, which ${problem}.`);
}
