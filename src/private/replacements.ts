import { CfnResource, Stack } from 'aws-cdk-lib';
import { listReferences } from './references';
import { listResources, renderResource } from './rendered-resources';

/** When the value of one of these changes, CloudFormation replaces the resource, whose ARN, name or id then changes. */
const REPLACING_PROPERTIES: ReadonlyMap<string, readonly string[]> = new Map([
  ['AWS::Lambda::Function', ['FunctionName', 'PackageType', 'TenancyConfig']],
  ['AWS::Lambda::Alias', ['Name', 'FunctionName']],
  ['AWS::IAM::Role', ['RoleName', 'Path']],
  ['AWS::ApiGateway::VpcLink', ['TargetArns']],
  ['AWS::SQS::Queue', ['QueueName', 'FifoQueue']],
  ['AWS::KMS::Key', ['MultiRegion']],
  ['AWS::DynamoDB::Table', ['TableName', 'KeySchema']],
  ['AWS::EC2::SecurityGroup', ['GroupName', 'GroupDescription', 'VpcId']],
  ['AWS::EC2::Subnet', ['AvailabilityZone', 'CidrBlock', 'VpcId']],
]);

/**
 * Describes, for each value, what decides whether CloudFormation replaces the resources that it refers to. They keep their logical
 * ids then, so the value does not show it.
 */
export function describeReplacements(stack: Stack, values: readonly unknown[]): unknown[][] {
  const replaceable = new Map<string, CfnResource>(listResources(stack)
    .filter(({ cfnResourceType }) => REPLACING_PROPERTIES.has(cfnResourceType))
    .map((resource) => [stack.resolve(resource.logicalId), resource]));
  const describe = (inner: unknown): unknown[] => [...new Set(listReferences(inner))].flatMap((logicalId) => {
    const resource = replaceable.get(logicalId);
    if (!resource) return [];
    const { Type, Properties } = renderResource(stack, resource);
    const properties = REPLACING_PROPERTIES.get(Type)?.map((name) => [name, Properties?.[name]]);
    return [properties, ...describe(properties)];
  });
  return values.map(describe);
}
