import { resourceNotFound } from '../protocol/connect-error';

/** The instance that the simulator stands in for. */
export interface Instance {
  readonly instanceArn: string;
  readonly instanceId: string;
  readonly region: string;
  readonly contactFlowIds: readonly string[];
}

/** @throws Error when the text is not an instance's ARN */
export function parseInstance(instanceArn: string, contactFlowIds: readonly string[]): Instance {
  const match = /^arn:[^:]+:connect:([^:]+):[^:]*:instance\/([^/]+)$/.exec(instanceArn);
  if (!match) throw new Error(`instanceArn must be an instance's ARN, arn:aws:connect:REGION:ACCOUNT:instance/ID; got ${instanceArn}`);
  return { instanceArn, region: match[1], instanceId: match[2], contactFlowIds };
}

/** @throws ConnectError for another instance, or for a request that was signed for another Region */
export function requireInstance(instanceId: string, region: string, instance: Pick<Instance, 'instanceId' | 'region'>): void {
  if (region !== instance.region || instanceId !== instance.instanceId) throw resourceNotFound();
}
