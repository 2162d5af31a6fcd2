import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ACCOUNT, chatInStack } from './fixtures';
import { ChatAccess, ChatSessionStore, ChatSessionTable, PersistentChatProps } from '../src';

/** Without white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_CHARACTERS = 10_240;

/** The longest names of a Region and a partition that have Amazon Connect. */
const REGION = 'us-gov-west-1';
const INSTANCE_ARN = `arn:aws-us-gov:connect:${REGION}:${ACCOUNT}:instance/11111111-1111-1111-1111-111111111111`;
const ALLOWED_FLOWS = Array.from({ length: 50 }, (_, index) => `33333333-3333-3333-3333-3333333333${10 + index}`);

/** What stands in the policy in place of a reference to a resource, in its longest form. */
const LONGEST_NAME = 'x'.repeat(255);
const ARNS: [string, string][] = [
  ['AWS::Logs::LogGroup', `arn:aws-us-gov:logs:${REGION}:${ACCOUNT}:log-group:${LONGEST_NAME}`],
  ['AWS::DynamoDB::Table', `arn:aws-us-gov:dynamodb:${REGION}:${ACCOUNT}:table/${LONGEST_NAME}`],
  ['AWS::KMS::Key', `arn:aws-us-gov:kms:${REGION}:${ACCOUNT}:key/${'x'.repeat(36)}`],
  ['AWS::SQS::Queue', `arn:aws-us-gov:sqs:${REGION}:${ACCOUNT}:${'x'.repeat(80)}`],
];

function policySize(props: (stack: Stack) => Partial<PersistentChatProps>): number {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
  const { chat } = chatInStack({
    instanceId: INSTANCE_ARN,
    additionalContactFlowIds: ALLOWED_FLOWS,
    vpc: new ec2.Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false }),
    tracing: true,
    ...props(stack),
  }, stack);
  const template = Template.fromStack(stack);
  const arns = new Map(ARNS.flatMap(([type, arn]) => Object.keys(template.findResources(type)).map((id) => [id, arn])));
  const { Policies } = template.findResources('AWS::IAM::Role')[stack.resolve((chat.role.node.defaultChild as iam.CfnRole).logicalId)].Properties;
  const written = JSON.stringify(Policies.map(({ PolicyDocument }: { PolicyDocument: object }) => PolicyDocument), (_, value) => (
    value?.['Fn::GetAtt'] ? arns.get(value['Fn::GetAtt'][0]) ?? value : value
  ));
  expect(written).not.toMatch(/"(Fn::\w+|Ref)"/);
  return written.length;
}

test.each<[string, (stack: Stack) => Partial<PersistentChatProps>]>([
  ['past chats attached late', () => ({ access: ChatAccess.anonymous() })],
  ['a session store whose table has a key', (stack) => {
    const table = ChatSessionTable.managed({ encryptionKey: new kms.Key(stack, 'Key') });
    return { sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ARN, table }) };
  }],
])('IAM takes the policy of the function\'s role with as many flows as are allowed, a VPC, traces and %s', (_, props) => {
  expect(policySize(props)).toBeLessThanOrEqual(MOST_CHARACTERS);
});
