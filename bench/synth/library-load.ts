import { createRequire } from 'node:module';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';

// aws-cdk-lib loads a class when it is first asked for: these are what a hand-written backend asks for.
const loaded = [
  App, CfnOutput, Duration, Stack, apigateway.AccessLogFormat, apigateway.GatewayResponse, apigateway.LambdaIntegration,
  apigateway.LogGroupLogDestination, apigateway.MockIntegration, apigateway.RestApi, iam.PolicyStatement, iam.Role, lambda.Function, logs.LogGroup,
];

const before = performance.now();
const { PersistentChat } = createRequire(__filename)('cdk-connect-persistent-chat') as { PersistentChat: object };
process.send!({ libraryMs: performance.now() - before, loaded: [...loaded, PersistentChat].length });
