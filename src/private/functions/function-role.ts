import { aws_iam as iam, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { allowNetworkInterfaces } from './network';
import { allowTracing } from './tracing';
import { ChatFunctionOptions } from '../../chat-function-options';
import { acknowledgeWildcard } from '../cdk-nag-findings';

export interface FunctionRoleProps {
  readonly description: string;
  readonly logGroup: logs.ILogGroup;
  readonly policyName: string;
  /** What the function may do, in addition to writing its own log. */
  readonly statements?: iam.PolicyStatement[];
  /** What the function's network and traces need is allowed, too. */
  readonly options: ChatFunctionOptions;
}

/** Creates a role for a function that may use these permissions and write its own log, and nothing else. */
export function createFunctionRole(scope: Construct, id: string, props: FunctionRoleProps): iam.Role {
  const { description, logGroup, policyName, statements = [], options: { vpc, tracing } } = props;
  const writeOwnLog = new iam.PolicyStatement({
    sid: 'WriteOwnLog',
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroup.logGroupArn],
  });
  const allStatements = [...statements, writeOwnLog, ...vpc ? allowNetworkInterfaces() : [], ...tracing ? [allowTracing()] : []];
  const role = new iam.Role(scope, id, {
    description,
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { [policyName]: new iam.PolicyDocument({ statements: allStatements }) },
  });
  if (vpc || tracing) acknowledgeWildcard(role, '*', 'Lambda asks for its rights in a VPC on all resources, and the actions of X-Ray have no resources.');
  return role;
}
