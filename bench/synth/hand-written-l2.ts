import { Aws, Duration, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import {
  ACCESS_LOG_FORMAT, CODE_FOLDER, CONTACT_FLOW_ID, FUNCTION_VARIABLES, GATEWAY_RESPONSE_TYPES, GATEWAY_TEMPLATES, INSTANCE_ID, PREFLIGHT_HEADERS,
  PREFLIGHT_TEMPLATE,
} from './backend-texts';
import { measureSynth } from './measured-synth';

measureSynth((stack) => {
  // Which has an output for its URL by itself.
  createStartChatApi(stack, createStartChatFunction(stack));
});

function createStartChatFunction(stack: Stack): lambda.Function {
  const instanceArn = `arn:${Aws.PARTITION}:connect:${Aws.REGION}:${Aws.ACCOUNT_ID}:instance/${INSTANCE_ID}`;
  const logGroup = new logs.LogGroup(stack, 'FunctionLogs', { retention: logs.RetentionDays.ONE_MONTH });
  const role = new iam.Role(stack, 'FunctionRole', {
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: {
      StartChat: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            actions: ['connect:StartChatContact'],
            resources: [`${instanceArn}/contact-flow/${CONTACT_FLOW_ID}`, `${instanceArn}/contact/*`],
          }),
          new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
        ],
      }),
    },
  });
  return new lambda.Function(stack, 'Function', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromAsset(CODE_FOLDER),
    architecture: lambda.Architecture.ARM_64,
    memorySize: 1024,
    timeout: Duration.seconds(20),
    role,
    logGroup,
    environment: { CONNECT_INSTANCE_ARN: instanceArn, ...FUNCTION_VARIABLES },
  });
}

function createStartChatApi(stack: Stack, startChat: lambda.Function): void {
  const accessLogs = new logs.LogGroup(stack, 'AccessLogs', { retention: logs.RetentionDays.ONE_MONTH });
  const api = new apigateway.RestApi(stack, 'Api', {
    endpointTypes: [apigateway.EndpointType.REGIONAL],
    cloudWatchRole: false,
    deployOptions: {
      stageName: 'Prod',
      throttlingRateLimit: 5,
      throttlingBurstLimit: 8,
      accessLogDestination: new apigateway.LogGroupLogDestination(accessLogs),
      accessLogFormat: apigateway.AccessLogFormat.custom(ACCESS_LOG_FORMAT),
    },
  });
  api.root.addMethod('POST', new apigateway.LambdaIntegration(startChat, { timeout: Duration.seconds(29), allowTestInvoke: false }), {
    authorizationType: apigateway.AuthorizationType.IAM,
  });
  api.root.addMethod('OPTIONS', createPreflight(), {
    methodResponses: [{ statusCode: '204', responseParameters: Object.fromEntries(Object.keys(PREFLIGHT_HEADERS).map((name) => [name, true])) }],
  });
  for (const type of GATEWAY_RESPONSE_TYPES) {
    api.addGatewayResponse(type, { type: apigateway.ResponseType.of(type), templates: GATEWAY_TEMPLATES });
  }
}

function createPreflight(): apigateway.Integration {
  return new apigateway.MockIntegration({
    requestTemplates: { 'application/json': '{"statusCode": 204}' },
    integrationResponses: [{
      statusCode: '204', responseParameters: PREFLIGHT_HEADERS, responseTemplates: { 'application/json': PREFLIGHT_TEMPLATE },
    }],
  });
}
