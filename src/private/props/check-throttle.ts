import { Token, Validations, aws_apigateway as apigateway } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { invalidProp } from './invalid-prop';
import { CUSTOMER_THROTTLE_ENVIRONMENT } from '../../shared/environment';

/** Connect's default quota: https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html */
const DEFAULT_LIMITS = { rateLimit: 5, burstLimit: 8 };
/** With a session store the function itself limits each customer, and most requests start no chat. */
const WITH_CUSTOMER_THROTTLE = { rateLimit: 100, burstLimit: 200 };
/** A sixth of what an instance takes of CreateParticipantConnection, which each resume calls. */
const DEFAULT_CUSTOMER_LIMITS = { rateLimit: 1, burstLimit: 10 };

/** Throws for a throttle that cannot work. */
export function checkThrottle(scope: Construct, prop: string, { rateLimit, burstLimit }: apigateway.ThrottleSettings = {}): void {
  if (rateLimit !== undefined && !Token.isUnresolved(rateLimit) && !(rateLimit > 0)) {
    throw invalidProp(scope, `${prop}.rateLimit`, { must: 'be greater than 0 (requests per second)', got: rateLimit });
  }
  if (burstLimit !== undefined && !Token.isUnresolved(burstLimit) && !(Number.isInteger(burstLimit) && burstLimit >= 1)) {
    throw invalidProp(scope, `${prop}.burstLimit`, { must: 'be a whole number, at least 1 (requests)', got: burstLimit });
  }
}

/** Throws for a throttle of each customer that cannot work: the function's environment takes no numbers that are tokens. */
export function checkCustomerThrottle(scope: Construct, throttle: apigateway.ThrottleSettings | undefined, hasSessionStore: boolean): void {
  if (throttle === undefined) return;
  checkThrottle(scope, 'customerThrottle', throttle);
  if (Object.values(throttle).some((limit) => Token.isUnresolved(limit))) {
    throw invalidProp(scope, 'customerThrottle', { must: 'be known at synthesis', got: throttle });
  }
  if (hasSessionStore) return;
  throw invalidProp(scope, 'customerThrottle', {
    must: 'be left out without a sessionStore', got: throttle, remedy: 'Only the table of a session store can hold the counts of customers.',
  });
}

/** The limits of the stage or of a method. */
export function completeStageThrottle(
  scope: Construct, prop: string, throttle: apigateway.ThrottleSettings | undefined, hasSessionStore: boolean,
): Required<apigateway.ThrottleSettings> {
  return completeThrottle(scope, prop, throttle, hasSessionStore ? WITH_CUSTOMER_THROTTLE : DEFAULT_LIMITS);
}

/** What the start-chat function needs to limit each customer of a session store. */
export function buildCustomerThrottle(scope: Construct, throttle: apigateway.ThrottleSettings | undefined): Record<string, string> {
  const { rateLimit, burstLimit } = completeThrottle(scope, 'customerThrottle', throttle, DEFAULT_CUSTOMER_LIMITS);
  return { [CUSTOMER_THROTTLE_ENVIRONMENT.rateLimit]: `${rateLimit}`, [CUSTOMER_THROTTLE_ENVIRONMENT.burstLimit]: `${burstLimit}` };
}

/** Returns both limits, and warns when one of them is the default beside another one that is not. */
function completeThrottle(
  scope: Construct, prop: string, throttle: apigateway.ThrottleSettings = {}, defaults = DEFAULT_LIMITS,
): Required<apigateway.ThrottleSettings> {
  const { rateLimit = defaults.rateLimit, burstLimit = defaults.burstLimit } = throttle;
  if ((throttle.rateLimit === undefined) !== (throttle.burstLimit === undefined)) {
    const [given, missing] = throttle.burstLimit === undefined ? ['rateLimit', 'burstLimit'] as const : ['burstLimit', 'rateLimit'] as const;
    Validations.of(scope).addWarning(
      'cdk-connect-persistent-chat:throttleSetInPart',
      `${prop} sets ${given} only, so ${missing} is ${defaults[missing]}. Set both, or acknowledge this warning.`,
    );
  }
  return { rateLimit, burstLimit };
}
