import { aws_iam as iam, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledgeWildcard } from '../cdk-nag-findings';
import { createFunctionRole } from './function-role';
import { ChatFunctionOptions } from '../../chat-function-options';
import { ConnectInstance } from '../props/connect-ids';

export interface StartChatRoleProps {
  readonly instance: ConnectInstance;
  readonly contactFlowIds: string[];
  readonly logGroup: logs.ILogGroup;
  /** The permissions that the access and the session store need. */
  readonly moreStatements?: iam.PolicyStatement[];
  readonly options: ChatFunctionOptions;
}

/**
 * Creates a role that may start chats on these flows, write its own log and use the additional permissions, and nothing else.
 *
 * The action also needs permission for contacts. Contact ids are not known in advance, so all contacts of the instance are
 * allowed: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonconnect.html
 */
export function createStartChatRole(scope: Construct, id: string, props: StartChatRoleProps): iam.Role {
  const { instance, contactFlowIds, logGroup, moreStatements = [], options } = props;
  const contactsArn = `${instance.arn}/contact/*`;
  const startChat = new iam.PolicyStatement({
    sid: 'StartChatOnAllowedFlows',
    actions: ['connect:StartChatContact'],
    resources: [...contactFlowIds.map((flow) => `${instance.arn}/contact-flow/${flow}`), contactsArn],
  });
  const role = createFunctionRole(scope, id, {
    description: 'Starts Amazon Connect chats on the allowed flows',
    logGroup,
    policyName: 'StartChat',
    statements: [startChat, ...moreStatements],
    options,
  });
  acknowledgeWildcard(role, contactsArn, 'Contact ids are made by Connect and cannot be known beforehand.');
  return role;
}
