import { Aws, CfnOutput, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import {
  ACCESS_LOG_FORMAT, CODE_FOLDER, CONTACT_FLOW_ID, FUNCTION_VARIABLES, GATEWAY_RESPONSE_TYPES, GATEWAY_TEMPLATES, INSTANCE_ID, PREFLIGHT_HEADERS,
  PREFLIGHT_TEMPLATE,
} from './backend-texts';
import { measureSynth } from './measured-synth';

measureSynth((stack) => {
  const startChat = createStartChatFunction(stack);
  const api = createStartChatApi(stack, startChat);
  new lambda.CfnPermission(stack, 'Permission', {
    action: 'lambda:InvokeFunction',
    functionName: startChat.attrArn,
    principal: 'apigateway.amazonaws.com',
    sourceArn: `arn:${Aws.PARTITION}:execute-api:${Aws.REGION}:${Aws.ACCOUNT_ID}:${api.ref}/Prod/POST/`,
  });
  new CfnOutput(stack, 'Url', { value: `https://${api.ref}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}/Prod/` });
});

function createStartChatFunction(stack: Stack): lambda.CfnFunction {
  const instanceArn = `arn:${Aws.PARTITION}:connect:${Aws.REGION}:${Aws.ACCOUNT_ID}:instance/${INSTANCE_ID}`;
  const logGroup = new logs.CfnLogGroup(stack, 'FunctionLogs', { retentionInDays: 30 });
  const allow = (Action: string[], Resource: string[]) => ({ Effect: 'Allow', Action, Resource });
  const role = new iam.CfnRole(stack, 'FunctionRole', {
    assumeRolePolicyDocument: {
      Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
    },
    policies: [{
      policyName: 'StartChat',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          allow(['connect:StartChatContact'], [`${instanceArn}/contact-flow/${CONTACT_FLOW_ID}`, `${instanceArn}/contact/*`]),
          allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.attrArn]),
        ],
      },
    }],
  });
  const code = new Asset(stack, 'Code', { path: CODE_FOLDER });
  return new lambda.CfnFunction(stack, 'Function', {
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    code: { s3Bucket: code.s3BucketName, s3Key: code.s3ObjectKey },
    architectures: ['arm64'],
    memorySize: 1024,
    timeout: 20,
    role: role.attrArn,
    loggingConfig: { logGroup: logGroup.ref },
    environment: { variables: { CONNECT_INSTANCE_ARN: instanceArn, ...FUNCTION_VARIABLES } },
  });
}

function createStartChatApi(stack: Stack, startChat: lambda.CfnFunction): apigateway.CfnRestApi {
  const accessLogs = new logs.CfnLogGroup(stack, 'AccessLogs', { retentionInDays: 30 });
  const api = new apigateway.CfnRestApi(stack, 'Api', { name: 'Chat', endpointConfiguration: { types: ['REGIONAL'] } });
  const methods = [createPostMethod(stack, api, startChat), createPreflightMethod(stack, api)];
  const deployment = new apigateway.CfnDeployment(stack, 'Deployment', { restApiId: api.ref });
  methods.forEach((method) => deployment.addDependency(method));
  new apigateway.CfnStage(stack, 'Stage', {
    restApiId: api.ref,
    deploymentId: deployment.ref,
    stageName: 'Prod',
    methodSettings: [{ httpMethod: '*', resourcePath: '/*', dataTraceEnabled: false, throttlingRateLimit: 5, throttlingBurstLimit: 8 }],
    accessLogSetting: { destinationArn: accessLogs.attrArn, format: ACCESS_LOG_FORMAT },
  });
  for (const responseType of GATEWAY_RESPONSE_TYPES) {
    new apigateway.CfnGatewayResponse(stack, responseType, { restApiId: api.ref, responseType, responseTemplates: GATEWAY_TEMPLATES });
  }
  return api;
}

function createPostMethod(stack: Stack, api: apigateway.CfnRestApi, startChat: lambda.CfnFunction): apigateway.CfnMethod {
  return new apigateway.CfnMethod(stack, 'Post', {
    restApiId: api.ref,
    resourceId: api.attrRootResourceId,
    httpMethod: 'POST',
    authorizationType: 'AWS_IAM',
    integration: {
      type: 'AWS_PROXY',
      integrationHttpMethod: 'POST',
      timeoutInMillis: 29_000,
      uri: `arn:${Aws.PARTITION}:apigateway:${Aws.REGION}:lambda:path/2015-03-31/functions/${startChat.attrArn}/invocations`,
    },
  });
}

function createPreflightMethod(stack: Stack, api: apigateway.CfnRestApi): apigateway.CfnMethod {
  return new apigateway.CfnMethod(stack, 'Options', {
    restApiId: api.ref,
    resourceId: api.attrRootResourceId,
    httpMethod: 'OPTIONS',
    authorizationType: 'NONE',
    integration: {
      type: 'MOCK',
      requestTemplates: { 'application/json': '{"statusCode": 204}' },
      integrationResponses: [{
        statusCode: '204', responseParameters: PREFLIGHT_HEADERS, responseTemplates: { 'application/json': PREFLIGHT_TEMPLATE },
      }],
    },
    methodResponses: [{ statusCode: '204', responseParameters: Object.fromEntries(Object.keys(PREFLIGHT_HEADERS).map((name) => [name, true])) }],
  });
}
