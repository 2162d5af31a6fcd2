import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { errorAt } from '../props/invalid-prop';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MOST_BYTES = 4096;

/**
 * Throws when Lambda would refuse the variables for their size. Lambda counts them as JSON. A value that is known only at
 * deployment is counted as its expression, which is about as long.
 *
 * @param toShorten the props that can be shortened
 */
export function checkEnvironmentSize(scope: Construct, variables: Record<string, string>, toShorten: string): void {
  const bytes = Buffer.byteLength(JSON.stringify(Stack.of(scope).resolve(variables)));
  if (bytes > MOST_BYTES) {
    throw errorAt(scope, `The function's environment variables take ${bytes} bytes; Lambda allows ${MOST_BYTES}. Shorten ${toShorten}.`);
  }
}
