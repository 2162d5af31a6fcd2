import { App, Aspects, CfnParameter, Stack, Validations, aws_cognito as cognito, aws_ec2 as ec2, aws_kms as kms } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks } from 'cdk-nag';
import { AwsSolutionsChecks as AwsSolutionsAspect, NagSuppressions } from 'cdk-nag-2';
import { CONTACT_FLOW_ID, INSTANCE_ARN, INSTANCE_ID } from './fixtures';
import { RegulatedChat } from '../examples/regulated/regulated-chat';
import { ChatAccess, ChatSessionStore, PersistentChat, PersistentChatProps } from '../src';

interface Findings {
  readonly errors: string[];
  readonly warnings: string[];
}

function findByValidation(app: App): Findings {
  const { violations } = new AwsSolutionsChecks(app).validateScope(app);
  const named = (severity: string) => violations.filter((violation) => violation.severity === severity).map(({ ruleName }) => ruleName);
  return { errors: named('error'), warnings: named('warning') };
}

function findByAspect(app: App): Findings {
  Aspects.of(app).add(new AwsSolutionsAspect());
  const { messages } = app.synth().getStackByName('Stack');
  const named = (severity: string) => messages.filter(({ level }) => level === severity).flatMap(({ entry }) => `${entry.data}`.match(/^AwsSolutions-\w+/) ?? []);
  return { errors: named('error'), warnings: named('warning') };
}

const JWT = { issuer: 'https://issuer.example.com', audience: ['chat'] };

describe.each([
  ['cdk-nag 3', findByValidation, (chat: PersistentChat, id: string) => Validations.of(chat).acknowledge({ id, reason: 'It is meant so.' })],
  ['cdk-nag 2', findByAspect, (chat: PersistentChat, id: string) => NagSuppressions.addResourceSuppressions(chat, [{ id, reason: 'It is meant so.' }], true)],
])('AwsSolutions of %s', (_name, find, acknowledge) => {
  function findings(props: (stack: Stack) => Partial<PersistentChatProps>, acknowledged: string[] = []): Findings {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const chat = new PersistentChat(stack, 'Chat', { instanceId: INSTANCE_ID, contactFlowId: CONTACT_FLOW_ID, ...props(stack) });
    for (const id of acknowledged) acknowledge(chat, id);
    return find(app);
  }

  test.each<[string, (stack: Stack) => Partial<PersistentChatProps>]>([
    ['the instance\'s id', () => ({})],
    ['the instance\'s ARN', () => ({ instanceId: INSTANCE_ARN })],
    ['an instance that is a parameter', (stack) => ({ instanceId: new CfnParameter(stack, 'InstanceId').valueAsString })],
    ['a user pool', (stack) => ({ access: ChatAccess.cognito([cognito.UserPool.fromUserPoolId(stack, 'Customers', 'us-west-2_customers')]) })],
    ['an issuer', () => ({ access: ChatAccess.jwt(JWT) })],
    ['a session store', (stack) => ({
      access: ChatAccess.jwt(JWT), sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ID }),
    })],
    ['functions in a VPC, with tracing and with keys of the app', (stack) => {
      const vpc = new ec2.Vpc(stack, 'Vpc', { flowLogs: { all: {} } });
      const options = { vpc, tracing: true, logEncryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }) };
      return { access: ChatAccess.jwt(JWT), sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ID, ...options }), ...options };
    }],
  ])('finds no error in a chat with %s, and leaves the missing web ACL to the user', (_case, props) => {
    expect(findings(props)).toEqual({ errors: [], warnings: ['AwsSolutions-APIG3'] });
  });

  test('leaves the anonymous API to the user', () => {
    expect(findings(() => ({ access: ChatAccess.anonymous() })).errors).toEqual(['AwsSolutions-APIG4', 'AwsSolutions-COG4']);
  });

  test('leaves the missing access log to the user', () => {
    expect(findings(() => ({ accessLog: false })).errors).toEqual(['AwsSolutions-APIG1']);
  });

  test('finds nothing once the user acknowledges what is left', () => {
    const acknowledged = ['APIG1', 'APIG3', 'APIG4', 'COG4'].map((rule) => `AwsSolutions-${rule}`);
    expect(findings(() => ({ access: ChatAccess.anonymous(), accessLog: false }), acknowledged)).toEqual({ errors: [], warnings: [] });
  });
});

test('the reasons for cdk-nag are not in the template', () => {
  const stack = new Stack(new App(), 'Stack');
  new PersistentChat(stack, 'Chat', { instanceId: INSTANCE_ID, contactFlowId: CONTACT_FLOW_ID });
  expect(JSON.stringify(Template.fromStack(stack))).not.toContain('cdk_nag');
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
