import { CfnResource, Stack, Token, Validations, aws_apigateway as apigateway } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { dependsOnParameter, holdsDynamicReference, listReferencesBeyondConditions } from '../references';

const REMEDY = 'To get a new deployment of the API, change the argument of chat.api.latestDeployment.addToLogicalId(), or run '
  + "`aws apigateway create-deployment` with the API's id and its stage. Write the value into the app, or acknowledge this warning.";

/**
 * Warns of values that API Gateway keeps until the API has a new deployment, and that can change while the template does
 * not: CloudFormation makes no new deployment then. Such values reach the function, the stage and the web ACL at once.
 */
export function warnOfDeployTimeValues(scope: Construct, allowedOrigins: string[], authorizer?: apigateway.IAuthorizer): void {
  if (allowedOrigins.some((origin) => Token.isUnresolved(origin) && isKnownAtDeploymentOnly(scope, origin))) {
    Validations.of(scope).addWarning(
      'cdk-connect-persistent-chat:originsKnownAtDeployment',
      'allowedOrigins holds a value that is known at deployment only. If the value changes but the template does not, the function uses the new value, '
      + `but API Gateway keeps the old one in its answers to preflight requests and in its own errors. ${REMEDY}`,
    );
  }
  const parts = Construct.isConstruct(authorizer) ? authorizer.node.findAll().filter((child) => CfnResource.isCfnResource(child)) : [];
  // References to resources do not count, because the template shows what replaces a user pool, a function or a role.
  if (parts.some((resource) => dependsOnParameter(resource, resource._toCloudFormation()))) {
    Validations.of(scope).addWarning(
      'cdk-connect-persistent-chat:authorizerKnownAtDeployment',
      'The authorizer of access holds a value that is known at deployment only, such as the ARN of a user pool. If the value changes but the template '
      + `does not, API Gateway still asks the old user pool or function, and accepts its customers. ${REMEDY}`,
    );
  }
}

/** Whether a value is unknown for more reasons than the stack's account, Region and partition. */
function isKnownAtDeploymentOnly(scope: Construct, value: string): boolean {
  const stack = Stack.of(scope);
  const resolved: unknown = stack.resolve(value);
  const isImported = JSON.stringify(resolved).includes('"Fn::ImportValue"');
  return isImported || holdsDynamicReference(resolved) || listReferencesBeyondConditions(stack, resolved).some((logicalId) => !logicalId.startsWith('AWS::'));
}
