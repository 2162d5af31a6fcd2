import { aws_iam as iam, aws_lambda as lambda } from 'aws-cdk-lib';
import { ChatFunctionOptions } from '../../chat-function-options';

/** What Lambda does with a function's role when the function is in a VPC. It asks for all of it, for all resources, when the function is created. */
const NETWORK_INTERFACE_ACTIONS = [
  'CreateNetworkInterface', 'DescribeNetworkInterfaces', 'DescribeSubnets', 'DeleteNetworkInterface', 'AssignPrivateIpAddresses', 'UnassignPrivateIpAddresses',
].map((action) => `ec2:${action}`);

/** The options of a function that put it into the VPC. */
export function chooseNetwork({ vpc, vpcSubnets, securityGroups }: ChatFunctionOptions): Partial<lambda.FunctionOptions> {
  return { vpc, vpcSubnets, securityGroups };
}

/**
 * Creates statements that let Lambda connect a function to the VPC. Lambda uses the function's role for that, and adds the
 * condition key to requests of the function's code only.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 * https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
export function allowNetworkInterfaces(): iam.PolicyStatement[] {
  const everyInterface = { actions: NETWORK_INTERFACE_ACTIONS, resources: ['*'] };
  return [
    new iam.PolicyStatement({ sid: 'ConnectToVpc', ...everyInterface }),
    new iam.PolicyStatement({
      sid: 'NotFromCode', effect: iam.Effect.DENY, ...everyInterface, conditions: { Null: { 'lambda:SourceFunctionArn': 'false' } },
    }),
  ];
}
