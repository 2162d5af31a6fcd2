import { callJson, invokeFunction } from './aws-api';
import type { DeployedStack } from './deployed-stack';
import type { ContactEvent } from '../../../local/connect/contact-centre/contact-event';

/**
 * Sends events of Connect to the targets of the stack's rule, if they match it. On AWS and on the local AWS, only an AWS service
 * may send events with a source such as `aws.connect`, so the local EventBridge says only whether they match.
 *
 * @returns how many matched
 */
export async function deliver(stack: DeployedStack, events: readonly ContactEvent[]): Promise<number> {
  const { physicalId: rule } = await stack.only('AWS::Events::Rule');
  const { EventPattern } = (await callJson<{ EventPattern: string }>(stack.aws, 'events', 'AWSEvents.DescribeRule', { Name: rule }))!;
  const { Targets } = (await callJson<{ Targets: { Arn: string }[] }>(stack.aws, 'events', 'AWSEvents.ListTargetsByRule', { Rule: rule }))!;
  let matched = 0;
  for (const event of events) {
    const tested = await callJson<{ Result: boolean }>(stack.aws, 'events', 'AWSEvents.TestEventPattern', { EventPattern, Event: JSON.stringify(event) });
    if (!tested?.Result) continue;
    matched++;
    for (const { Arn } of Targets) await invokeFunction(stack.aws, Arn, event);
  }
  return matched;
}
