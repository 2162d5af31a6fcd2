import type { Template, TemplateResource } from '../template/template';

export const MAPPING_TYPE = 'AWS::Lambda::EventSourceMapping';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html */
const DEFAULT_BATCH_SIZE = 10;

/** An event source mapping of the template. */
export interface EventSourceMapping {
  readonly logicalId: string;
  /** The ARN of what sends the events, such as a queue or a stream. */
  readonly sourceArn: string;
  readonly functionArn: string;
  readonly batchSize: number;
  /** Whether the function's answer names the messages that failed. */
  readonly reportsFailures: boolean;
  readonly enabled: boolean;
}

export function readEventSourceMapping({ environment: { region, account } }: Template, resource: TemplateResource): EventSourceMapping {
  return {
    logicalId: resource.logicalId,
    sourceArn: resource.readProperty('EventSourceArn') ?? '',
    functionArn: `arn:aws:lambda:${region}:${account}:function:${findFunctionName(resource.requireProperty('FunctionName'))}`,
    batchSize: Number(resource.readProperty('BatchSize') ?? DEFAULT_BATCH_SIZE),
    reportsFailures: resource.readProperty<string[]>('FunctionResponseTypes')?.includes('ReportBatchItemFailures') ?? false,
    enabled: resource.readProperty('Enabled') !== false,
  };
}

/** A mapping names a function by its name, its ARN or a part of the ARN. The name of an alias may follow. */
function findFunctionName(name: string): string {
  return /^(?:.*:function:)?([^:]*)/.exec(name)![1];
}
