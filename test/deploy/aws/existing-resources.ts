import { callJson, callQuery, getJson } from './aws-api';
import type { StackResource } from './deployed-stack';
import type { LocalAws } from './local-aws';

type Exists = (aws: LocalAws, physicalId: string) => Promise<unknown>;

/** Asks each service for what CloudFormation says that it has created. */
const EXISTS: Record<string, Exists> = {
  'AWS::ApiGateway::RestApi': (aws, id) => getJson(aws, 'apigateway', `/restapis/${id}`),
  'AWS::Cognito::UserPool': (aws, UserPoolId) => callJson(aws, 'cognito-idp', 'AWSCognitoIdentityProviderService.DescribeUserPool', { UserPoolId }),
  'AWS::DynamoDB::Table': (aws, TableName) => callJson(aws, 'dynamodb', 'DynamoDB_20120810.DescribeTable', { TableName }),
  'AWS::Events::Rule': (aws, Name) => callJson(aws, 'events', 'AWSEvents.DescribeRule', { Name }),
  'AWS::IAM::Role': (aws, RoleName) => callQuery(aws, 'iam', { Action: 'GetRole', RoleName }),
  'AWS::KMS::Key': async (aws, KeyId) => {
    const key = await callJson<{ KeyMetadata: { KeyState: string } }>(aws, 'kms', 'TrentService.DescribeKey', { KeyId });
    return key?.KeyMetadata.KeyState !== 'PendingDeletion';
  },
  'AWS::Lambda::EventSourceMapping': (aws, id) => getJson(aws, 'lambda', `/2015-03-31/event-source-mappings/${id}`),
  'AWS::Lambda::Function': (aws, name) => getJson(aws, 'lambda', `/2015-03-31/functions/${name}`),
  'AWS::Logs::LogGroup': async (aws, name) => {
    const groups = await callJson<{ logGroups: { logGroupName: string }[] }>(aws, 'logs', 'Logs_20140328.DescribeLogGroups', { logGroupNamePrefix: name });
    return groups?.logGroups.some(({ logGroupName }) => logGroupName === name);
  },
  'AWS::SQS::Queue': (aws, QueueUrl) => callJson(aws, 'sqs', 'AmazonSQS.GetQueueAttributes', { QueueUrl, AttributeNames: ['QueueArn'] }),
  'AWS::WAFv2::WebACL': (aws, physicalId) => {
    const [Name, Id, Scope] = physicalId.split('|');
    return callJson(aws, 'wafv2', 'AWSWAF_20190729.GetWebACL', { Name, Id, Scope });
  },
};

/** These are parts of other resources, and are deleted with them. */
const PARTS = /^AWS::(ApiGateway::(Authorizer|Deployment|GatewayResponse|Method|Resource|Stage)|Cognito::UserPoolClient|IAM::Policy|Lambda::(EventInvokeConfig|Permission)|SQS::QueuePolicy)$/;

/** The resources that exist. */
export async function existing(aws: LocalAws, resources: readonly StackResource[]): Promise<StackResource[]> {
  const found: StackResource[] = [];
  for (const resource of resources.filter(({ type }) => !PARTS.test(type))) {
    const exists = EXISTS[resource.type];
    if (!exists) throw new Error(`How to find an ${resource.type} is missing in existing-resources.ts.`);
    if (await exists(aws, resource.physicalId)) found.push(resource);
  }
  return found;
}
