import { aws_iam as iam, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';

export interface FunctionRoleProps {
  readonly description: string;
  readonly logGroup: logs.ILogGroup;
  readonly policyName: string;
  /** What the function may do, in addition to writing its own log. */
  readonly statements?: iam.PolicyStatement[];
}

/** Creates a role for a function that may use these permissions and write its own log, and nothing else. */
export function createFunctionRole(scope: Construct, id: string, props: FunctionRoleProps): iam.Role {
  const { description, logGroup, policyName, statements = [] } = props;
  const writeOwnLog = new iam.PolicyStatement({
    sid: 'WriteOwnLog',
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroup.logGroupArn],
  });
  return new iam.Role(scope, id, {
    description,
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { [policyName]: new iam.PolicyDocument({ statements: [...statements, writeOwnLog] }) },
  });
}
