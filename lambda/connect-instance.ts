import { EnvironmentError } from './read-variables';
import { START_CHAT_ENVIRONMENT } from '../src/shared/environment';

export interface InstanceSettings {
  readonly instanceArn: string;
  readonly instanceId: string;
  /** The instance's Region, in which Connect is called. */
  readonly region: string;
}

export function parseInstanceArn(instanceArn: string): InstanceSettings {
  const match = /^arn:[^:]+:connect:([^:]+):[^:]+:instance\/([^/]+)$/.exec(instanceArn);
  if (!match) throw new EnvironmentError(START_CHAT_ENVIRONMENT.instanceArn, 'the ARN of a Connect instance', instanceArn);
  return { instanceArn, region: match[1], instanceId: match[2] };
}
