import { Lazy, Stack, aws_apigateway as apigateway } from 'aws-cdk-lib';
import { listApiParts, listResources, renderResource } from './api-parts';
import { listReferences } from '../references';

/** When the value of one of these changes, CloudFormation replaces the resource, whose ARN then changes. */
const REPLACING_PROPERTIES: ReadonlyMap<string, readonly string[]> = new Map([
  ['AWS::Lambda::Function', ['FunctionName', 'PackageType', 'TenancyConfig']],
  ['AWS::Lambda::Alias', ['Name', 'FunctionName']],
  ['AWS::IAM::Role', ['RoleName', 'Path']],
  ['AWS::ApiGateway::VpcLink', ['TargetArns']],
]);

/**
 * Makes a new deployment whenever something changes that the stage serves from its deployment. Otherwise the stage keeps the
 * old version, for example an authorizer that accepts the customers of the former user pool.
 *
 * The CDK makes one when a method or the API changes, and when an authorizer changes only with a feature flag. It makes none
 * when an escape hatch changes one of them, or a gateway response.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/updating-api.html
 */
export function deployEveryChange(api: apigateway.RestApi): void {
  let isDescribing = false;
  const describe = (): string[] => {
    // A part may depend on the deployment, whose id is asked for again then.
    if (isDescribing) return [];
    isDescribing = true;
    try {
      return describeDeployed(api);
    } finally {
      isDescribing = false;
    }
  };
  api.latestDeployment?.addToLogicalId(Lazy.uncachedAny({ produce: describe }));
}

/** The result depends neither on the order in which resources were created nor on their paths. */
function describeDeployed(api: apigateway.RestApi): string[] {
  const stack = Stack.of(api);
  const deployed = listApiParts(api).map((resource) => renderResource(stack, resource));

  const replaceable = new Map(listResources(stack)
    .filter(({ cfnResourceType }) => REPLACING_PROPERTIES.has(cfnResourceType))
    .map((resource) => [stack.resolve(resource.logicalId), resource]));
  const describeReferenced = (value: unknown): unknown[] => [...new Set(listReferences(value))].flatMap((logicalId) => {
    const resource = replaceable.get(logicalId);
    if (!resource) return [];
    const rendered = renderResource(stack, resource);
    const properties = REPLACING_PROPERTIES.get(rendered.Type)?.map((name) => [name, rendered.Properties?.[name]]);
    return [properties, ...describeReferenced(properties)];
  });

  return deployed
    .map(({ Type, Properties, Condition }) => printSorted([Type, Properties, Condition, describeReferenced(Properties)]))
    .sort();
}

/** As JSON, whatever the order of an object's keys. */
function printSorted(value: unknown): string {
  return JSON.stringify(value, (_, inner) => (
    typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => a < b ? -1 : 1)) : inner
  ));
}
