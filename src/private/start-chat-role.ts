import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledgeWildcardByDesign } from './by-design-findings';
import { ConnectInstance } from './connect-ids';

export interface StartChatRoleProps {
  readonly instance: ConnectInstance;
  readonly contactFlowIds: string[];
  readonly logGroup: logs.ILogGroup;
}

/**
 * A role that may start chats on these flows and write its own log, and nothing else.
 *
 * The action's second resource type is the contact. Contact ids are not known beforehand, so every contact of the
 * instance is granted: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonconnect.html
 */
export function startChatRole(scope: Construct, id: string, props: StartChatRoleProps): iam.Role {
  const { instance, contactFlowIds, logGroup } = props;
  const contactsArn = `${instance.arn}/contact/*`;
  const role = new iam.Role(scope, id, {
    description: 'Starts Amazon Connect chats on the allowed flows',
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: {
      StartChat: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'StartChatOnAllowedFlows',
            actions: ['connect:StartChatContact'],
            resources: [...contactFlowIds.map((flow) => `${instance.arn}/contact-flow/${flow}`), contactsArn],
          }),
          new iam.PolicyStatement({
            sid: 'WriteOwnLog',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [logGroup.logGroupArn],
          }),
        ],
      }),
    },
  });
  acknowledgeWildcardByDesign(role, contactsArn, 'Contact ids are made by Connect and cannot be known beforehand.');
  return role;
}
