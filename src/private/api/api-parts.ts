import { CfnResource, Stack, aws_apigateway as apigateway } from 'aws-cdk-lib';
import { RenderedResource, listResources, renderResource } from '../rendered-resources';

/** They refer to the API, too, but are not part of a deployment. */
const OUTSIDE_DEPLOYMENTS = ['Deployment', 'Stage', 'BasePathMapping', 'DocumentationPart', 'DocumentationVersion'].map((type) => `AWS::ApiGateway::${type}`);

/** A resource with what the template says of it. Rendering takes most of the time of a synthesis, so nobody should do it twice. */
export interface ApiPart {
  readonly resource: CfnResource;
  readonly rendered: RenderedResource;
}

/** The resources of which API Gateway makes a deployment of this API, whoever added them, without the API itself. */
export function listApiParts(api: apigateway.RestApi): ApiPart[] {
  const stack = Stack.of(api);
  const apiId = JSON.stringify(stack.resolve(api.restApiId));
  return listResources(stack)
    .filter(({ cfnResourceType }) => cfnResourceType.startsWith('AWS::ApiGateway::') && !OUTSIDE_DEPLOYMENTS.includes(cfnResourceType))
    .map((resource) => ({ resource, rendered: renderResource(stack, resource) }))
    .filter(({ rendered }) => JSON.stringify(rendered.Properties?.RestApiId) === apiId);
}
