import type { StackEnvironment } from './template-body';

interface ResourceEnvironment extends StackEnvironment {
  readonly physicalName: string;
}

const ARN_RESOURCES: Record<string, (name: string) => string> = {
  'AWS::Lambda::Function': (name) => `lambda:{env}:function:${name}`,
  'AWS::Logs::LogGroup': (name) => `logs:{env}:log-group:${name}:*`,
  'AWS::DynamoDB::Table': (name) => `dynamodb:{env}:table/${name}`,
  'AWS::DynamoDB::GlobalTable': (name) => `dynamodb:{env}:table/${name}`,
  'AWS::Events::Rule': (name) => `events:{env}:rule/${name}`,
  'AWS::KMS::Key': (name) => `kms:{env}:key/${name}`,
  'AWS::Cognito::UserPool': (name) => `cognito-idp:{env}:userpool/${name}`,
  'AWS::SQS::Queue': (name) => `sqs:{env}:${name}`,
};

/** Returns the value of `Fn::GetAtt`, or undefined for an attribute that is not supported on this machine. */
export function getAttribute(logicalId: string, type: string, attribute: string, environment: ResourceEnvironment): string | undefined {
  const { account, region, physicalName } = environment;
  if (type === 'AWS::ApiGateway::RestApi' && attribute === 'RootResourceId') return getRootResourceId(logicalId);
  if (type === 'AWS::IAM::Role' && attribute === 'Arn') return `arn:aws:iam::${account}:role/${physicalName}`;
  if (type === 'AWS::Cognito::UserPool' && attribute === 'ProviderName') return `cognito-idp.${region}.amazonaws.com/${physicalName}`;
  if (type === 'AWS::Cognito::UserPool' && attribute === 'ProviderURL') return `https://cognito-idp.${region}.amazonaws.com/${physicalName}`;
  if (type === 'AWS::SQS::Queue' && attribute === 'QueueName') return physicalName;
  if (type === 'AWS::SQS::Queue' && attribute === 'QueueUrl') return getQueueUrl(physicalName, environment);
  if (attribute !== 'Arn') return undefined;
  const resource = ARN_RESOURCES[type]?.(physicalName);
  return resource && `arn:aws:${resource.replace('{env}', `${region}:${account}`)}`;
}

export function getQueueUrl(queueName: string, { account, region, sqsEndpoint }: StackEnvironment): string {
  return `${sqsEndpoint ?? `https://sqs.${region}.amazonaws.com`}/${account}/${queueName}`;
}

/** A REST API's root resource is not in the template, so its id is made up here. */
export function getRootResourceId(restApiLogicalId: string): string {
  return `${restApiLogicalId}Root`;
}
