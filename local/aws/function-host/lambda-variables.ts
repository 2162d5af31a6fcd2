import { randomUUID } from 'node:crypto';
import type { FunctionHostOptions } from './function-host-options';

/**
 * Builds the environment of the child process: the function's variables and those that Lambda sets.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function buildLambdaVariables(options: FunctionHostOptions & { readonly functionName: string }): Record<string, string> {
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    ...options.environment,
    _HANDLER: options.handler,
    AWS_ACCESS_KEY_ID: 'LOCALFUNCTIONKEY',
    AWS_SECRET_ACCESS_KEY: 'local-function-secret',
    AWS_SESSION_TOKEN: 'local-function-session',
    AWS_REGION: options.region,
    AWS_DEFAULT_REGION: options.region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: options.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(options.memoryMiB),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_FORMAT: options.logFormat ?? 'Text',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${options.functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `local/[$LATEST]${randomUUID().replaceAll('-', '')}`,
    LAMBDA_TASK_ROOT: options.codeDir,
  };
}
