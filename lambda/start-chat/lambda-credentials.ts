import type { AwsCredentialIdentity } from '@aws-sdk/types';

/**
 * The function's role, whose credentials Lambda puts into the environment.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export async function lambdaCredentials(): Promise<AwsCredentialIdentity> {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) throw new Error('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are missing.');
  return { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY, sessionToken: AWS_SESSION_TOKEN };
}

/**
 * Stands for `@aws-sdk/credential-provider-node` in the bundle (see projenrc/lambda-bundle.ts), whose profiles, single
 * sign-on and web identity Lambda never uses.
 */
export const defaultProvider = () => lambdaCredentials;
