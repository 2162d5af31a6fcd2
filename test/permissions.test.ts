import { ACCOUNT, CONTACT_FLOW_ID, INSTANCE_ARN, only, SECOND_CONTACT_FLOW_ID, templateOf } from './fixtures';
import { decision } from './role-permissions';

const FLOW_ARN = `${INSTANCE_ARN}/contact-flow/${CONTACT_FLOW_ID}`;
const SECOND_FLOW_ARN = `${INSTANCE_ARN}/contact-flow/${SECOND_CONTACT_FLOW_ID}`;
const OTHER_INSTANCE_ARN = INSTANCE_ARN.replace('11111111-', '99999999-');

const template = templateOf({ instanceId: INSTANCE_ARN, additionalContactFlowIds: [SECOND_CONTACT_FLOW_ID] });
const role = only(template, 'AWS::IAM::Role');
const [{ PolicyDocument }] = role.Policies;

test('the role holds the two statements and nothing else', () => {
  const [[logGroup]] = Object.entries(template.findResources('AWS::Logs::LogGroup')).filter(([id]) => id.includes('Function'));
  expect(PolicyDocument.Statement).toEqual([
    { Sid: 'StartChatOnAllowedFlows', Effect: 'Allow', Action: 'connect:StartChatContact', Resource: [FLOW_ARN, SECOND_FLOW_ARN, `${INSTANCE_ARN}/contact/*`] },
    { Sid: 'WriteOwnLog', Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [logGroup, 'Arn'] } },
  ]);
  expect(role.Policies).toHaveLength(1);
  expect(role.ManagedPolicyArns).toBeUndefined();
  template.resourceCountIs('AWS::IAM::Policy', 0);
  template.resourceCountIs('AWS::IAM::ManagedPolicy', 0);
});

test('only Lambda can assume the role', () => {
  expect(role.AssumeRolePolicyDocument.Statement).toEqual([
    { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } },
  ]);
});

test('the function uses that role', () => {
  const [roleId] = Object.keys(template.findResources('AWS::IAM::Role'));
  expect(only(template, 'AWS::Lambda::Function').Role).toEqual({ 'Fn::GetAtt': [roleId, 'Arn'] });
});

const connectStatements = PolicyDocument.Statement.filter(({ Sid }: { Sid: string }) => Sid === 'StartChatOnAllowedFlows');
const policies = [{ name: 'StartChat', policy: { Statement: connectStatements } }];

describe('decided by AWS\'s action data, Connect', () => {
  test.each([
    ['the default flow', FLOW_ARN],
    ['an additional flow', SECOND_FLOW_ARN],
    ['a contact of the instance', `${INSTANCE_ARN}/contact/44444444-4444-4444-4444-444444444444`],
  ])('may start a chat on %s', async (_, resource) => {
    expect(await decision(['connect:StartChatContact', resource], { policies })).toBe('Allowed');
  });

  test.each([
    ['a sibling flow', `${INSTANCE_ARN}/contact-flow/55555555-5555-5555-5555-555555555555`],
    ['a flow of another instance', FLOW_ARN.replace(INSTANCE_ARN, OTHER_INSTANCE_ARN)],
    ['a contact of another instance', `${OTHER_INSTANCE_ARN}/contact/44444444-4444-4444-4444-444444444444`],
    ['the flow in another Region', FLOW_ARN.replace('us-west-2', 'us-east-1')],
    ['the flow in another account', FLOW_ARN.replace(ACCOUNT, '444455556666')],
  ])('may not start a chat on %s', async (_, resource) => {
    expect(await decision(['connect:StartChatContact', resource], { policies })).toBe('ImplicitlyDenied');
  });

  test.each([
    ['connect:DescribeContactFlow', FLOW_ARN],
    ['connect:UpdateContactFlowContent', FLOW_ARN],
    ['connect:DescribeContact', `${INSTANCE_ARN}/contact/44444444-4444-4444-4444-444444444444`],
    ['connect:StopContact', `${INSTANCE_ARN}/contact/44444444-4444-4444-4444-444444444444`],
  ])('may not do %s', async (action, resource) => {
    expect(await decision([action, resource], { policies })).toBe('ImplicitlyDenied');
  });
});
