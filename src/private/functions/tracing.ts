import { aws_iam as iam, aws_lambda as lambda } from 'aws-cdk-lib';

/** Creates a statement that lets a function send its traces. These actions have no resources. */
export function allowTracing(): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid: 'SendTraces', actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] });
}

/** Switches tracing on. The option of `lambda.Function` would add a second policy to the role. */
export function traceFunction(fn: lambda.Function): void {
  (fn.node.defaultChild as lambda.CfnFunction).tracingConfig = { mode: lambda.Tracing.ACTIVE };
}
