import { MAPPING_TYPE } from './event-source-mapping';
import { QUEUE_TYPE } from './queue-definition';
import { listUnsupportedProperties, type PropertySupport } from '../template/property-support';
import type { Template } from '../template/template';

const QUEUE: PropertySupport = {
  simulated: ['DelaySeconds', 'MaximumMessageSize', 'MessageRetentionPeriod', 'QueueName', 'RedrivePolicy', 'VisibilityTimeout'],
  // Encryption and permissions. Long polling is for those who receive messages, which only the event source mappings do here.
  withoutEffect: ['KmsDataKeyReusePeriodSeconds', 'KmsMasterKeyId', 'ReceiveMessageWaitTimeSeconds', 'RedriveAllowPolicy', 'SqsManagedSseEnabled', 'Tags'],
};

const MAPPING: PropertySupport = {
  simulated: ['BatchSize', 'Enabled', 'EventSourceArn', 'FunctionName', 'FunctionResponseTypes'],
  // How many functions run at once has no effect on what they do.
  withoutEffect: ['KmsKeyArn', 'LoggingConfig', 'MetricsConfig', 'ScalingConfig', 'Tags'],
};

/**
 * Resources and properties of queues and event source mappings that have an effect in AWS, but not on this machine.
 *
 * @param otherResources logical ids of those that are not simulated as a whole
 */
export function listNotSimulatedQueueing(template: Template, otherResources: readonly string[]): string[] {
  return ([[QUEUE_TYPE, QUEUE], [MAPPING_TYPE, MAPPING]] as const).flatMap(([type, support]) => template.findResources(type).flatMap((resource) => (
    otherResources.includes(resource.logicalId) ? [`${resource.logicalId} (${type})`] : listUnsupportedProperties(resource, support)
  )));
}
