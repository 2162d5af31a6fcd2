import { createRequire } from 'node:module';
import { App, Aws, Duration, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';

// aws-cdk-lib loads a class when it is first asked for: these are what hand-written-l2.ts asks for.
const loaded = [
  App, Aws, Duration, Stack, apigateway.AccessLogFormat, apigateway.AuthorizationType, apigateway.EndpointType, apigateway.GatewayResponse,
  apigateway.LambdaIntegration, apigateway.LogGroupLogDestination, apigateway.MockIntegration, apigateway.ResponseType, apigateway.RestApi,
  iam.PolicyDocument, iam.PolicyStatement, iam.Role, iam.ServicePrincipal, lambda.Architecture, lambda.Code, lambda.Function, lambda.Runtime,
  logs.LogGroup, logs.RetentionDays,
];

const before = performance.now();
const { PersistentChat } = createRequire(__filename)('cdk-connect-persistent-chat') as { PersistentChat: object };
process.send!({ libraryMs: performance.now() - before, loaded: [...loaded, PersistentChat].length });
