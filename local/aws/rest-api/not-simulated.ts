import { isSupported, listUnsupportedProperties, type PropertySupport } from '../template/property-support';
import type { Template, TemplateResource } from '../template/template';

/** Properties of the REST API's resources. A property that is in neither list is reported when the app starts. */
const SUPPORT: Record<string, PropertySupport> = {
  'AWS::ApiGateway::RestApi': {
    simulated: ['BinaryMediaTypes'],
    // The server on this machine is in the place of the default endpoint and of custom domain names, and speaks HTTP.
    withoutEffect: ['Name', 'Description', 'DisableExecuteApiEndpoint', 'EndpointAccessMode', 'EndpointConfiguration', 'SecurityPolicy', 'Tags'],
  },
  'AWS::ApiGateway::Resource': { simulated: ['ParentId', 'PathPart', 'RestApiId'], withoutEffect: [] },
  'AWS::ApiGateway::Method': {
    simulated: ['AuthorizationType', 'AuthorizerId', 'HttpMethod', 'Integration', 'MethodResponses', 'ResourceId', 'RestApiId'],
    withoutEffect: ['OperationName'],
  },
  'AWS::ApiGateway::Authorizer': {
    simulated: ['AuthorizerResultTtlInSeconds', 'AuthorizerUri', 'IdentitySource', 'IdentityValidationExpression', 'ProviderARNs', 'RestApiId', 'Type'],
    withoutEffect: ['AuthType', 'AuthorizerCredentials', 'Name'],
  },
  'AWS::ApiGateway::GatewayResponse': {
    simulated: ['ResponseParameters', 'ResponseTemplates', 'ResponseType', 'RestApiId', 'StatusCode'],
    withoutEffect: [],
  },
  'AWS::ApiGateway::Stage': {
    simulated: ['AccessLogSetting', 'MethodSettings', 'RestApiId', 'StageName', 'Variables'],
    withoutEffect: ['DeploymentId', 'Description', 'Tags', 'TracingEnabled'],
  },
  'AWS::ApiGateway::Deployment': { simulated: ['RestApiId'], withoutEffect: ['Description'] },
  'AWS::ApiGateway::Account': { simulated: [], withoutEffect: ['CloudWatchRoleArn'] },
};

const INTEGRATION: PropertySupport = {
  simulated: ['IntegrationResponses', 'PassthroughBehavior', 'RequestTemplates', 'TimeoutInMillis', 'Type', 'Uri'],
  withoutEffect: ['IntegrationHttpMethod'],
};
const METHOD_SETTING: PropertySupport = {
  simulated: ['HttpMethod', 'ResourcePath', 'ThrottlingBurstLimit', 'ThrottlingRateLimit'],
  withoutEffect: ['DataTraceEnabled', 'LoggingLevel', 'MetricsEnabled'],
};

/** Resources and properties of the template's REST APIs that have an effect in AWS, but not on this machine. */
export function listNotSimulated(template: Template): string[] {
  const otherTypes = template.resourceTypes.filter((type) => /^AWS::(?:ApiGateway|WAFv2)::/.test(type) && !Object.hasOwn(SUPPORT, type));
  const otherResources = otherTypes.flatMap((type) => template.findResources(type).map(({ logicalId }) => `${logicalId} (${type})`));
  return [...otherResources, ...listProperties(template)];
}

/** The lines that a command prints about them after its URLs: none or one. */
export function formatNotSimulated(gaps: readonly string[]): string[] {
  return gaps.length === 0 ? [] : [`Not simulated: ${gaps.join(', ')}`];
}

function listProperties(template: Template): string[] {
  return Object.entries(SUPPORT).flatMap(([type, support]) => template.findResources(type).flatMap((resource) => [
    ...listUnsupportedProperties(resource, support),
    ...listNestedProperties(resource).map((name) => `${resource.logicalId}.Properties.${name}`),
  ]));
}

function listNestedProperties(resource: TemplateResource): string[] {
  return [
    ...listUnsupported(INTEGRATION, [resource.readProperty<object>('Integration') ?? {}], 'Integration'),
    ...listUnsupported(METHOD_SETTING, resource.readProperty<object[]>('MethodSettings') ?? [], 'MethodSettings'),
  ];
}

function listUnsupported(support: PropertySupport, values: object[], at: string): string[] {
  return values.flatMap((value) => Object.keys(value)).filter((name) => !isSupported(support, name)).map((name) => `${at}.${name}`);
}
