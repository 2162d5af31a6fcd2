import { Duration, aws_iam as iam, aws_lambda as lambda, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { createFunctionRole } from './function-role';
import { createLogGroup } from './log-group';
import { chooseNetwork } from './network';
import { ChatFunctionOptions } from '../../chat-function-options';

export interface SmallFunctionProps {
  readonly description: string;
  /** @default - the function's description */
  readonly roleDescription?: string;
  /** @default - `name` */
  readonly policyName?: string;
  /** What the function may do, in addition to writing its own log. */
  readonly statements?: iam.PolicyStatement[];
  readonly environment: Record<string, string>;
  readonly logRetention: logs.RetentionDays;
  readonly options: ChatFunctionOptions;
}

/**
 * Creates the log group and the role of a function that checks a token or works on single items, and returns all its options.
 *
 * @param name the construct ids of log group and role start with it
 */
export function prepareSmallFunction(scope: Construct, name: string, props: SmallFunctionProps): lambda.FunctionOptions {
  const { description, roleDescription = description, policyName = name, statements, environment, options } = props;
  const logGroup = createLogGroup(scope, `${name}Logs`, { retention: props.logRetention, encryptionKey: options.logEncryptionKey });
  return {
    description,
    role: createFunctionRole(scope, `${name}Role`, { description: roleDescription, logGroup, policyName, statements, options }),
    logGroup,
    ...chooseNetwork(options),
    architecture: lambda.Architecture.ARM_64,
    memorySize: 256,
    // The authorizer may wait for two attempts to fetch the issuer's keys, of 4 s each at most. The rest is for a cold start.
    timeout: Duration.seconds(10),
    environment,
  };
}
