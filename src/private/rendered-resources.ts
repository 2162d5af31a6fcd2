import { CfnResource, Stack } from 'aws-cdk-lib';

export interface RenderedResource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly Condition?: string;
}

export function listResources(stack: Stack): CfnResource[] {
  return stack.node.findAll().filter((construct): construct is CfnResource => CfnResource.isCfnResource(construct));
}

/** What the template says of a resource. Only its type, if the template leaves it out. */
export function renderResource(stack: Stack, resource: CfnResource): RenderedResource {
  const { Resources = {} } = stack.resolve(resource._toCloudFormation()) as { Resources?: Record<string, RenderedResource> };
  return Object.values(Resources)[0] ?? { Type: resource.cfnResourceType };
}
