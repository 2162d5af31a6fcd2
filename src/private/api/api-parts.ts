import { CfnResource, Stack, aws_apigateway as apigateway } from 'aws-cdk-lib';
import { listResources, renderResource } from '../rendered-resources';

/** They refer to the API, too, but are not part of a deployment. */
const OUTSIDE_DEPLOYMENTS = ['Deployment', 'Stage', 'BasePathMapping', 'DocumentationPart', 'DocumentationVersion'].map((type) => `AWS::ApiGateway::${type}`);

/** The resources of which API Gateway makes a deployment of this API, whoever added them, without the API itself. */
export function listApiParts(api: apigateway.RestApi): CfnResource[] {
  const stack = Stack.of(api);
  const apiId = JSON.stringify(stack.resolve(api.restApiId));
  return listResources(stack)
    .filter(({ cfnResourceType }) => cfnResourceType.startsWith('AWS::ApiGateway::') && !OUTSIDE_DEPLOYMENTS.includes(cfnResourceType))
    .filter((resource) => JSON.stringify(renderResource(stack, resource).Properties?.RestApiId) === apiId);
}
