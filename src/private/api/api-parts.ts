import { CfnResource, Stack, aws_apigateway as apigateway } from 'aws-cdk-lib';

/** They refer to the API, too, but are not part of a deployment. */
const OUTSIDE_DEPLOYMENTS = ['Deployment', 'Stage', 'BasePathMapping', 'DocumentationPart', 'DocumentationVersion'].map((type) => `AWS::ApiGateway::${type}`);

export interface RenderedResource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly Condition?: string;
}

/** The resources of which API Gateway makes a deployment of this API, whoever added them, without the API itself. */
export function listApiParts(api: apigateway.RestApi): CfnResource[] {
  const stack = Stack.of(api);
  const apiId = JSON.stringify(stack.resolve(api.restApiId));
  return listResources(stack)
    .filter(({ cfnResourceType }) => cfnResourceType.startsWith('AWS::ApiGateway::') && !OUTSIDE_DEPLOYMENTS.includes(cfnResourceType))
    .filter((resource) => JSON.stringify(renderResource(stack, resource).Properties?.RestApiId) === apiId);
}

/** What the template says of a resource. Only its type, if the template leaves it out. */
export function renderResource(stack: Stack, resource: CfnResource): RenderedResource {
  const { Resources = {} } = stack.resolve(resource._toCloudFormation()) as { Resources?: Record<string, RenderedResource> };
  return Object.values(Resources)[0] ?? { Type: resource.cfnResourceType };
}

export function listResources(stack: Stack): CfnResource[] {
  return stack.node.findAll().filter((construct): construct is CfnResource => CfnResource.isCfnResource(construct));
}
