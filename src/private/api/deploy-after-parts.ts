import { CfnResource, Stack, aws_apigateway as apigateway, aws_lambda as lambda } from 'aws-cdk-lib';
import { Dependable, IConstruct, IDependable } from 'constructs';
import { listApiParts } from './api-parts';
import { listReferences } from '../references';
import { listResources, renderResource } from '../rendered-resources';

/**
 * Makes CloudFormation create a new deployment after all that it serves, and after API Gateway may call the functions. Otherwise
 * it may lack what an app added by itself, and the stage answers 500 until the permission exists.
 *
 * The CDK orders the methods and the answers that its own classes create, and no permission. What depends on the stage
 * cannot come first.
 */
export function deployAfterParts(api: apigateway.RestApi): void {
  const parts: IDependable = {};
  let isListing = false;
  Dependable.implement(parts, {
    // Asked for at synthesis, when the app has added everything.
    get dependencyRoots() {
      // A part may depend on the deployment, whose dependencies are asked for again then.
      if (isListing) return [];
      isListing = true;
      try {
        return listBeforeDeployment(api);
      } finally {
        isListing = false;
      }
    },
  });
  api.latestDeployment?.node.addDependency(parts);
}

function listBeforeDeployment(api: apigateway.RestApi): CfnResource[] {
  const stack = Stack.of(api);
  const resources = listResources(stack).filter((resource) => resource.stack === stack);
  const byLogicalId = new Map(resources.map((resource) => [stack.resolve(resource.logicalId) as string, resource]));
  const findReferenced = (value: unknown): CfnResource[] => listReferences(value).flatMap((id) => byLogicalId.get(id) ?? []);

  const parts = new Map(listApiParts(api).filter(({ resource }) => resource.stack === stack).map(({ resource, rendered }) => [resource, rendered]));
  const stageAndDeployment = [api.deploymentStage, api.latestDeployment].map((part) => part?.node.defaultChild);
  const isAfterStage = new Map<IConstruct | undefined, boolean>(stageAndDeployment.map((resource) => [resource, true]));
  const comesAfterStage = (resource: CfnResource): boolean => {
    const known = isAfterStage.get(resource);
    if (known !== undefined) return known;
    isAfterStage.set(resource, false);
    const isAfter = [...findReferenced(parts.get(resource) ?? renderResource(stack, resource)), ...listDependencies(resource)].some(comesAfterStage);
    isAfterStage.set(resource, isAfter);
    return isAfter;
  };

  const ownApi = api.node.defaultChild as CfnResource;
  const permissions = resources.filter((resource) => (
    resource instanceof lambda.CfnPermission && findReferenced(stack.resolve(resource.sourceArn)).includes(ownApi)
  ));
  return [...parts.keys(), ...permissions].filter((resource) => !comesAfterStage(resource));
}

/** The resources that a resource was told to depend on, by itself or with a construct that holds it. */
function listDependencies(resource: CfnResource): CfnResource[] {
  const constructs = resource.node.scopes.flatMap(({ node }) => node.dependencies).flatMap(({ node }) => node.findAll());
  return [...constructs, ...resource.obtainDependencies()].filter((dependency): dependency is CfnResource => CfnResource.isCfnResource(dependency));
}
