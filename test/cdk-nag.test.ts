import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks } from 'cdk-nag';
import { CONTACT_FLOW_ID, INSTANCE_ARN, INSTANCE_ID } from './fixtures';
import { RegulatedChat } from '../examples/regulated/regulated-chat';
import { ChatAccess, PersistentChat, PersistentChatProps } from '../src';

function findings(props: Partial<PersistentChatProps> = {}, instanceId: (stack: Stack) => string = () => INSTANCE_ID) {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  new PersistentChat(stack, 'Chat', { instanceId: instanceId(stack), contactFlowId: CONTACT_FLOW_ID, ...props });
  const { violations } = new AwsSolutionsChecks(app).validateScope(app);
  const named = (severity: string) => violations.filter((violation) => violation.severity === severity).map(({ ruleName }) => ruleName);
  return { errors: named('error'), warnings: named('warning') };
}

test.each([
  ['an id', () => INSTANCE_ID],
  ['an ARN', () => INSTANCE_ARN],
  ['a token', (stack: Stack) => new CfnParameter(stack, 'InstanceId').valueAsString],
])('AwsSolutions has no error left for a chat with its instance given as %s', (_, instanceId) => {
  expect(findings({}, instanceId).errors).toEqual([]);
});

test('the missing web ACL stays visible, since it is the user\'s to decide', () => {
  expect(findings().warnings).toEqual(['AwsSolutions-APIG3']);
});

test('an anonymous API stays a finding until the user acknowledges it', () => {
  expect(findings({ access: ChatAccess.anonymous() }).errors).toEqual(['AwsSolutions-APIG4', 'AwsSolutions-COG4']);
});

test('no access log stays a finding until the user acknowledges it', () => {
  expect(findings({ accessLog: false }).errors).toEqual(['AwsSolutions-APIG1']);
});

describe('the example for regulated accounts', () => {
  test.each([
    ['AwsSolutions', AwsSolutionsChecks],
    ['NIST 800-53 R5', NIST80053R5Checks],
    ['HIPAA', HIPAASecurityChecks],
  ])('has a reason for every finding of %s', (_, Checks) => {
    const app = new App();
    new RegulatedChat(app, 'RegulatedChat');
    const { violations } = new Checks(app).validateScope(app);
    expect(violations.map(({ ruleName }) => ruleName)).toEqual([]);
  });
});
