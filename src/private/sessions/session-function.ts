import { Duration, aws_dynamodb as dynamodb, aws_lambda as lambda, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { sessionStatements } from './session-statements';
import { functionRole } from '../function-role';

export interface SessionFunctionProps {
  readonly description: string;
  readonly table: dynamodb.ITable;
  /** What the function does with items, like `GetItem`. */
  readonly actions: string[];
  /** The partition keys of these items. @default - any */
  readonly leadingKeys?: string;
  readonly environment: Record<string, string>;
  readonly logRetention: logs.RetentionDays;
}

/** Options of a function that works on the session table and nothing else. */
export function sessionFunctionOptions(scope: Construct, name: string, props: SessionFunctionProps): lambda.FunctionOptions {
  const { description, table, actions, leadingKeys, environment, logRetention: retention } = props;
  const logGroup = new logs.LogGroup(scope, `${name}Logs`, { retention });
  return {
    description,
    role: functionRole(scope, `${name}Role`, { description, logGroup, policyName: name, statements: sessionStatements(table, actions, leadingKeys) }),
    logGroup,
    architecture: lambda.Architecture.ARM_64,
    memorySize: 256,
    timeout: Duration.seconds(10),
    environment,
  };
}
