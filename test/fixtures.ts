import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { PersistentChat, PersistentChatProps } from '../src';

export const ACCOUNT = '111122223333';
export const REGION = 'us-west-2';
export const INSTANCE_ID = '11111111-1111-1111-1111-111111111111';
export const INSTANCE_ARN = `arn:aws:connect:${REGION}:${ACCOUNT}:instance/${INSTANCE_ID}`;
export const CONTACT_FLOW_ID = '22222222-2222-2222-2222-222222222222';
export const SECOND_CONTACT_FLOW_ID = '33333333-3333-3333-3333-333333333333';

/** The context of apps that were begun with other versions of the CDK. */
export const FLAG_SETS: Record<string, Record<string, unknown>> = { 'no feature flags': {}, 'all feature flags': CURRENTLY_RECOMMENDED_FLAGS };

export function chatInStack(props: Partial<PersistentChatProps> = {}, stack = new Stack(new App(), 'Stack')) {
  const chat = new PersistentChat(stack, 'Chat', { instanceId: INSTANCE_ID, contactFlowId: CONTACT_FLOW_ID, ...props });
  return { chat, stack };
}

export function templateOf(props: Partial<PersistentChatProps> = {}, stack?: Stack): Template {
  return Template.fromStack(chatInStack(props, stack).stack);
}

/** The only resource of a type in the template: its properties. */
export function only(template: Template, type: string) {
  const resources = Object.values(template.findResources(type));
  expect(resources).toHaveLength(1);
  return resources[0].Properties;
}

export function functionEnvironment(template: Template): Record<string, unknown> {
  return only(template, 'AWS::Lambda::Function').Environment.Variables;
}
