import { App, CfnParameter, Stack, Validations } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import {
  ACCOUNT, chatInStack, CONTACT_FLOW_ID, functionEnvironment, INSTANCE_ARN, INSTANCE_ID, REGION, SECOND_CONTACT_FLOW_ID, templateOf,
} from './fixtures';
import type { PersistentChatProps } from '../src';

const FLOW_ARN = `${INSTANCE_ARN}/contact-flow/${CONTACT_FLOW_ID}`;
const ELSEWHERE = INSTANCE_ARN.replace('us-west-2', 'eu-central-1').replace(ACCOUNT, '444455556666');

function stackIn(region: string): Stack {
  return new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region } });
}

describe('the instance', () => {
  test('given as an id is in the stack\'s Region and account', () => {
    expect(functionEnvironment(templateOf({ instanceId: INSTANCE_ID }, stackIn('us-west-2'))).CONNECT_INSTANCE_ARN)
      .toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, INSTANCE_ARN.slice('arn:aws'.length)]] });
  });

  test('given as an ARN keeps the ARN\'s Region and account', () => {
    expect(functionEnvironment(templateOf({ instanceId: ELSEWHERE }, stackIn('us-west-2'))).CONNECT_INSTANCE_ARN).toBe(ELSEWHERE);
  });

  test('of another account than the stack\'s puts an acknowledgeable warning on the chat', () => {
    const warnings = (acknowledged: boolean) => {
      const { chat, stack } = chatInStack({ instanceId: ELSEWHERE }, stackIn('us-west-2'));
      if (acknowledged) Validations.of(chat).acknowledge({ id: 'cdk-connect-persistent-chat:instanceInAnotherAccount', reason: 'test' });
      return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('^The instance is in account 444455556666, but this stack is in account 111122223333\\..*Deploy this stack to account 444455556666\\.'));
    };
    expect([warnings(false).length, warnings(true).length]).toEqual([1, 0]);
  });

  test.each<[string, Stack]>([
    ['of that account', new Stack(new App(), 'Stack', { env: { account: '444455556666', region: 'eu-central-1' } })],
    ['whose account is known at deployment only', new Stack(new App(), 'Stack')],
  ])('given as an ARN puts no warning of another account on a chat in a stack %s', (_, stack) => {
    chatInStack({ instanceId: ELSEWHERE }, stack);
    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
  });

  test.each([
    ['a name', 'my-instance'],
    ['an empty string', ''],
    ['a part of an id', INSTANCE_ID.slice(1)],
    ['an id with a space', `${INSTANCE_ID} `],
    ['a part of an ARN', `instance/${INSTANCE_ID}`],
    ['a flow\'s ARN', FLOW_ARN],
    ['another service\'s ARN', INSTANCE_ARN.replace('connect', 's3')],
  ])('given as %s fails at synth', (_, instanceId) => {
    expect(() => chatInStack({ instanceId })).toThrow(new RegExp(
      `instanceId must be the id of an Amazon Connect instance, like '.*', or its ARN, like '.*'; got ${JSON.stringify(instanceId)}\\. .aws connect list-instances`,
    ));
  });
});

describe('the flow', () => {
  test.each([['an id', CONTACT_FLOW_ID], ['an ARN', FLOW_ARN]])('given as %s reaches the function as its bare id', (_, contactFlowId) => {
    expect(functionEnvironment(templateOf({ instanceId: INSTANCE_ARN, contactFlowId })).CONTACT_FLOW_IDS).toBe(CONTACT_FLOW_ID);
  });

  test('comes first, then the additional ones, each once', () => {
    const additionalContactFlowIds = [SECOND_CONTACT_FLOW_ID, FLOW_ARN, SECOND_CONTACT_FLOW_ID];
    expect(functionEnvironment(templateOf({ instanceId: INSTANCE_ARN, additionalContactFlowIds })).CONTACT_FLOW_IDS)
      .toBe(`${CONTACT_FLOW_ID},${SECOND_CONTACT_FLOW_ID}`);
  });

  test.each([
    ['another instance', INSTANCE_ARN.replace('11111111-', '99999999-')],
    ['another Region', INSTANCE_ARN.replace('us-west-2', 'eu-central-1')],
    ['another account', INSTANCE_ARN.replace(ACCOUNT, '444455556666')],
    ['another partition', INSTANCE_ARN.replace('arn:aws:', 'arn:aws-us-gov:')],
  ])('of %s fails at synth', (_, otherInstanceArn) => {
    const contactFlowId = `${otherInstanceArn}/contact-flow/${CONTACT_FLOW_ID}`;
    expect(() => chatInStack({ instanceId: INSTANCE_ARN, contactFlowId })).toThrow(
      `contactFlowId must be a flow of the instance in instanceId; got "${contactFlowId}". This flow belongs to '${otherInstanceArn}'.`,
    );
    expect(() => chatInStack({ instanceId: INSTANCE_ARN, additionalContactFlowIds: [contactFlowId] }))
      .toThrow('additionalContactFlowIds must be a flow of the instance in instanceId');
  });

  test('of another instance than a bare instance id\'s fails at synth, also when the stack\'s Region is not known', () => {
    const otherInstanceArn = INSTANCE_ARN.replace('11111111-', '99999999-');
    expect(() => chatInStack({ instanceId: INSTANCE_ID, contactFlowId: `${otherInstanceArn}/contact-flow/${CONTACT_FLOW_ID}` }))
      .toThrow(`This flow belongs to '${otherInstanceArn}'. Write that as instanceId, or choose another flow.`);
  });

  test.each<[string, Partial<PersistentChatProps>]>([
    ['the default flow', { contactFlowId: FLOW_ARN }],
    ['an additional flow', { additionalContactFlowIds: [SECOND_CONTACT_FLOW_ID, FLOW_ARN] }],
  ])('given as an ARN, as %s, tells where a bare instance id is, when the stack\'s Region and account are not known', (_, flows) => {
    expect(functionEnvironment(templateOf(flows)).CONNECT_INSTANCE_ARN).toBe(INSTANCE_ARN);
  });

  test('given as an ARN tells the account of a bare instance id, when the stack\'s Region alone is known', () => {
    const stack = new Stack(new App(), 'Stack', { env: { region: REGION } });
    expect(JSON.stringify(functionEnvironment(templateOf({ contactFlowId: FLOW_ARN }, stack)).CONNECT_INSTANCE_ARN)).toContain(`:connect:${REGION}:${ACCOUNT}:instance`);
  });

  test('given as an ARN of another Region than the stack\'s fails at synth beside a bare instance id', () => {
    expect(() => chatInStack({ contactFlowId: FLOW_ARN }, stackIn('eu-central-1'))).toThrow(
      `contactFlowId must be a flow of the instance in instanceId; got "${FLOW_ARN}". This flow belongs to '${INSTANCE_ARN}'. Write that as instanceId, or choose another flow.`,
    );
  });

  test('given as ARNs of two Regions fail at synth beside a bare instance id, when the stack\'s Region is not known', () => {
    const elsewhere = FLOW_ARN.replace(REGION, 'eu-central-1');
    expect(() => chatInStack({ contactFlowId: FLOW_ARN, additionalContactFlowIds: [elsewhere] }))
      .toThrow(`additionalContactFlowIds must be a flow of the instance in instanceId; got "${elsewhere}".`);
  });

  test.each([
    ['an empty string', ''], ['a name', 'main-flow'], ['the instance\'s ARN', INSTANCE_ARN], ['the ARN of a version', `${FLOW_ARN}:$LATEST`],
  ])('given as %s fails at synth', (_, contactFlowId) => {
    expect(() => chatInStack({ contactFlowId })).toThrow(
      `contactFlowId must be the id of a flow, like '11111111-1111-1111-1111-111111111111', or its ARN, which ends with '/contact-flow/' and the id; got ${JSON.stringify(contactFlowId)}.`,
    );
  });
});

/** Evaluates what CloudFormation would, for one value of the parameter. */
function deployed(value: unknown, references: Record<string, string>): string {
  if (typeof value === 'string') {
    return value;
  }
  const [[intrinsic, argument]] = Object.entries(value as Record<string, never>) as [string, never][];
  const evaluate = (item: unknown) => deployed(item, references);
  const split = ([delimiter, source]: [string, unknown]) => evaluate(source).split(delimiter);
  switch (intrinsic) {
    case 'Ref': return references[argument];
    case 'Fn::Join': return (argument[1] as unknown[]).map(evaluate).join(argument[0]);
    case 'Fn::Select': return split(argument[1]['Fn::Split'])[Number(argument[0])];
    default: throw new Error(`not expected here: ${intrinsic}`);
  }
}

describe('ids that are known at deployment only', () => {
  const stack = new Stack(new App(), 'Stack');
  const [instanceId, contactFlowId] = ['Instance', 'Flow'].map((name) => new CfnParameter(stack, name).valueAsString);
  const environment = functionEnvironment(templateOf({ instanceId, contactFlowId }, stack));
  const pseudo = { 'AWS::Partition': 'aws', 'AWS::Region': 'us-west-2', 'AWS::AccountId': ACCOUNT };

  test.each([['an id', INSTANCE_ID, INSTANCE_ARN], ['an ARN', ELSEWHERE, ELSEWHERE]])('the instance may become %s', (_, Instance, expected) => {
    expect(deployed(environment.CONNECT_INSTANCE_ARN, { ...pseudo, Instance })).toBe(expected);
  });

  test('the instance may be known at deployment only beside a flow\'s ARN', () => {
    const other = new Stack(new App(), 'Stack');
    const { valueAsString } = new CfnParameter(other, 'Instance');
    expect(functionEnvironment(templateOf({ instanceId: valueAsString, contactFlowId: FLOW_ARN }, other)).CONTACT_FLOW_IDS).toBe(CONTACT_FLOW_ID);
  });

  test.each([['an id', CONTACT_FLOW_ID], ['an ARN', FLOW_ARN]])('the flow may become %s', (_, Flow) => {
    expect(deployed(environment.CONTACT_FLOW_IDS, { ...pseudo, Flow })).toBe(CONTACT_FLOW_ID);
  });
});
