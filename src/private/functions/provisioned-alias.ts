import { Aspects, Stack, Token, Validations, aws_lambda as lambda, cx_api as cxapi } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { invalidProp } from '../props/invalid-prop';
import { dependsOnParameter } from '../references';
import { describeReplacements } from '../replacements';

/**
 * Checks the number, and makes the CDK create a new version of a function in this scope for each change of what Lambda
 * publishes, and for no other change, whatever the app's feature flags. Otherwise a new layer would not reach the alias,
 * or a new tag would fail the deployment, because Lambda publishes no version for it. Call it before the scope has children.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html
 */
export function prepareForVersions(scope: Construct, provisionedConcurrentExecutions: number): void {
  const isKnown = !Token.isUnresolved(provisionedConcurrentExecutions);
  if (!isKnown || !Number.isInteger(provisionedConcurrentExecutions) || provisionedConcurrentExecutions < 1) {
    throw invalidProp(scope, 'provisionedConcurrentExecutions', {
      must: 'be a whole number, at least 1, known at synthesis', got: provisionedConcurrentExecutions,
    });
  }
  scope.node.setContext(cxapi.LAMBDA_RECOGNIZE_VERSION_PROPS, true);
  scope.node.setContext(cxapi.LAMBDA_RECOGNIZE_LAYER_VERSION, true);
}

/** Creates an alias of the function's current version. The deployment publishes that version and deletes the former one. */
export function createProvisionedAlias(scope: Construct, id: string, fn: lambda.Function, provisionedConcurrentExecutions: number): lambda.Alias {
  const { environment, vpcConfig } = fn.node.defaultChild as lambda.CfnFunction;
  if (dependsOnParameter(fn, [environment, vpcConfig])) {
    Validations.of(scope).addWarning(
      'cdk-connect-persistent-chat:versionKnownAtDeployment',
      'The function has a setting that is known at deployment only. If its value changes but the template does not, the API still calls the version '
      + 'with the old value, because of provisionedConcurrentExecutions. To publish a new version, change the argument of '
      + 'chat.startChatFunction.invalidateVersionBasedOn(). Write the value into the app, or acknowledge this warning.',
    );
  }
  publishAfterReplacements(fn);
  return new lambda.Alias(scope, id, {
    aliasName: 'live', description: 'The version that the API calls', version: fn.currentVersion, provisionedConcurrentExecutions,
  });
}

/** Publishes a version with the new role, queue or key, when CloudFormation replaces one under its logical id. */
function publishAfterReplacements(fn: lambda.Function): void {
  // At synthesis, because the app may still change them.
  Aspects.of(fn).add({
    visit: (construct) => {
      if (construct !== fn) return;
      const stack = Stack.of(fn);
      const { role, environment, vpcConfig } = fn.node.defaultChild as lambda.CfnFunction;
      fn.invalidateVersionBasedOn(JSON.stringify(describeReplacements(stack, [stack.resolve([role, environment, vpcConfig])])[0]));
    },
  });
}
