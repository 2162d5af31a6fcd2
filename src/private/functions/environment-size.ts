import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { invalidProp } from '../props/invalid-prop';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MOST_BYTES = 4096;

/**
 * Throws when Lambda would not take the variables. They are counted as JSON, which is what Lambda's refusal quotes; what
 * is known at deployment only counts with its expression, which is about as long.
 */
export function checkEnvironmentSize(scope: Construct, variables: Record<string, string>, shortened: string): void {
  const bytes = Buffer.byteLength(JSON.stringify(Stack.of(scope).resolve(variables)));
  if (bytes > MOST_BYTES) {
    throw invalidProp(scope, 'what the function has to know', `${bytes} bytes`, `at most ${MOST_BYTES}, all that Lambda lets an environment have: shorten ${shortened}`);
  }
}
