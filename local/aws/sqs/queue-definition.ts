import { getQueueUrl } from '../template/physical-names';
import type { Template, TemplateResource } from '../template/template';

export const QUEUE_TYPE = 'AWS::SQS::Queue';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html */
const DEFAULTS = { DelaySeconds: 0, VisibilityTimeout: 30, MessageRetentionPeriod: 4 * 24 * 60 * 60, MaximumMessageSize: 1024 * 1024 };

export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  /** How often a message is received before it goes to the dead-letter queue. */
  readonly maxReceiveCount: number;
}

/** A queue of the template. */
export interface QueueDefinition {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly delaySeconds: number;
  readonly visibilityTimeoutSeconds: number;
  readonly retentionSeconds: number;
  readonly maxMessageBytes: number;
  readonly redrivePolicy?: RedrivePolicy;
}

export function readQueue({ environment }: Template, resource: TemplateResource): QueueDefinition {
  const name = resource.readProperty<string>('QueueName') ?? resource.logicalId;
  const readNumber = (property: keyof typeof DEFAULTS) => Number(resource.readProperty(property) ?? DEFAULTS[property]);
  const redrivePolicy = resource.readProperty<RedrivePolicy>('RedrivePolicy');
  return {
    name,
    arn: `arn:aws:sqs:${environment.region}:${environment.account}:${name}`,
    url: getQueueUrl(name, environment),
    delaySeconds: readNumber('DelaySeconds'),
    visibilityTimeoutSeconds: readNumber('VisibilityTimeout'),
    retentionSeconds: readNumber('MessageRetentionPeriod'),
    maxMessageBytes: readNumber('MaximumMessageSize'),
    redrivePolicy: redrivePolicy && { ...redrivePolicy, maxReceiveCount: Number(redrivePolicy.maxReceiveCount) },
  };
}
