import { Token, Validations, aws_apigateway as apigateway } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { invalidProp } from './invalid-prop';

/** Connect's default quota: https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html */
const DEFAULT_LIMITS = { rateLimit: 5, burstLimit: 8 };

/** Throws for a throttle that cannot work. */
export function checkThrottle(scope: Construct, prop: string, { rateLimit, burstLimit }: apigateway.ThrottleSettings = {}): void {
  if (rateLimit !== undefined && !Token.isUnresolved(rateLimit) && !(rateLimit > 0)) {
    throw invalidProp(scope, `${prop}.rateLimit`, { must: 'be greater than 0 (requests per second)', got: rateLimit });
  }
  if (burstLimit !== undefined && !Token.isUnresolved(burstLimit) && !(Number.isInteger(burstLimit) && burstLimit >= 1)) {
    throw invalidProp(scope, `${prop}.burstLimit`, { must: 'be a whole number, at least 1 (requests)', got: burstLimit });
  }
}

/** Returns both limits, and warns when one of them is the default beside another one that is not. */
export function completeThrottle(
  scope: Construct, prop: string, throttle: apigateway.ThrottleSettings = {},
): Required<apigateway.ThrottleSettings> {
  const { rateLimit = DEFAULT_LIMITS.rateLimit, burstLimit = DEFAULT_LIMITS.burstLimit } = throttle;
  if ((throttle.rateLimit === undefined) !== (throttle.burstLimit === undefined)) {
    const [given, missing] = throttle.burstLimit === undefined ? ['rateLimit', 'burstLimit'] as const : ['burstLimit', 'rateLimit'] as const;
    Validations.of(scope).addWarning(
      'cdk-connect-persistent-chat:throttleSetInPart',
      `${prop} sets ${given} only, so ${missing} is ${DEFAULT_LIMITS[missing]}. Set both, or acknowledge this warning.`,
    );
  }
  return { rateLimit, burstLimit };
}
