import { CfnResource, Token, aws_apigateway as apigateway } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';

/** The CloudFormation resources of an authorizer. One that was imported has none. */
export function listAuthorizerResources(authorizer?: apigateway.IAuthorizer): apigateway.CfnAuthorizer[] {
  return Construct.isConstruct(authorizer) ? authorizer.node.findAll().filter(isAuthorizerResource) : [];
}

/** The names of the headers that an authorizer reads, as far as they are known at synthesis. */
export function listIdentityHeaders(authorizer?: apigateway.IAuthorizer): string[] {
  return listAuthorizerResources(authorizer)
    .flatMap(({ identitySource }) => identitySource === undefined || Token.isUnresolved(identitySource) ? [] : identitySource.split(','))
    .flatMap((source) => /^\s*method\.request\.header\.([A-Za-z0-9_.-]+)\s*$/.exec(source)?.slice(1) ?? []);
}

function isAuthorizerResource(part: IConstruct): part is apigateway.CfnAuthorizer {
  return CfnResource.isCfnResource(part) && part.cfnResourceType === apigateway.CfnAuthorizer.CFN_RESOURCE_TYPE_NAME;
}
