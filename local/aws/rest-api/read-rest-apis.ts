import { AuthorizerDefinition, readAuthorizer } from './authorizer-definition';
import type { GatewayResponseDefinition, MethodDefinition, MethodSetting, RestApiDefinition, StageDefinition } from './rest-api-definition';
import { rootResourceId } from '../template/physical-names';
import type { Template, TemplateResource } from '../template/template';

const IMPORTED_BODY = ['Body', 'BodyS3Location'];

/** The REST APIs of a stack, one entry for each of their stages. */
export function readRestApis(template: Template): RestApiDefinition[] {
  const stages = template.resourcesOfType('AWS::ApiGateway::Stage');
  return template.resourcesOfType('AWS::ApiGateway::RestApi').flatMap((api) => {
    const imported = api.propertyNames.find((name) => IMPORTED_BODY.includes(name));
    if (imported) throw new Error(`${api.logicalId}.Properties.${imported} is not supported: define the API's methods in the template`);
    return stages.filter((stage) => belongsTo(api, stage)).map((stage) => readRestApi(template, api, stage));
  });
}

function readRestApi(template: Template, api: TemplateResource, stage: TemplateResource): RestApiDefinition {
  return {
    apiId: api.logicalId,
    region: template.environment.region,
    account: template.environment.account,
    stage: readStage(stage),
    methods: readMethods(template, api),
    gatewayResponses: readGatewayResponses(template, api),
    binaryMediaTypes: api.property('BinaryMediaTypes') ?? [],
  };
}

function readStage(stage: TemplateResource): StageDefinition {
  return {
    name: stage.requiredProperty('StageName'),
    variables: stage.property('Variables') ?? {},
    methodSettings: stage.property<MethodSetting[]>('MethodSettings') ?? [],
    accessLogFormat: stage.property<{ Format?: string }>('AccessLogSetting')?.Format,
  };
}

function readMethods(template: Template, api: TemplateResource): MethodDefinition[] {
  const paths = resourcePaths(template, api);
  const authorizers = readAuthorizers(template, api);
  return template.resourcesOfType('AWS::ApiGateway::Method').filter((method) => belongsTo(api, method)).map((method) => {
    const resourceId = method.requiredProperty<string>('ResourceId');
    return {
      logicalId: method.logicalId,
      httpMethod: method.requiredProperty('HttpMethod'),
      resourceId,
      resourcePath: paths.get(resourceId)!,
      authorizationType: method.property('AuthorizationType') ?? 'NONE',
      authorizer: authorizers.get(method.property('AuthorizerId') ?? ''),
      integration: method.requiredProperty('Integration'),
    };
  });
}

/** Paths by resource id. A resource may come before its parent in the template. */
function resourcePaths(template: Template, api: TemplateResource): Map<string, string> {
  const resources = template.resourcesOfType('AWS::ApiGateway::Resource').filter((resource) => belongsTo(api, resource));
  const rootId = rootResourceId(api.logicalId);
  const parents = new Map(resources.map((resource) => [resource.logicalId, resource.requiredProperty<string>('ParentId')]));
  const parts = new Map(resources.map((resource) => [resource.logicalId, resource.requiredProperty<string>('PathPart')]));
  const pathOf = (id: string): string => id === rootId ? '' : `${pathOf(parents.get(id)!)}/${parts.get(id)}`;
  return new Map([rootId, ...parents.keys()].map((id) => [id, pathOf(id) || '/']));
}

function readGatewayResponses(template: Template, api: TemplateResource): Map<string, GatewayResponseDefinition> {
  const responses = template.resourcesOfType('AWS::ApiGateway::GatewayResponse').filter((response) => belongsTo(api, response));
  return new Map(responses.map((response) => [response.requiredProperty<string>('ResponseType'), {
    StatusCode: response.property('StatusCode'),
    ResponseParameters: response.property('ResponseParameters'),
    ResponseTemplates: response.property('ResponseTemplates'),
  }]));
}

function readAuthorizers(template: Template, api: TemplateResource): Map<string, AuthorizerDefinition> {
  const authorizers = template.resourcesOfType('AWS::ApiGateway::Authorizer').filter((authorizer) => belongsTo(api, authorizer));
  return new Map(authorizers.map((authorizer) => [authorizer.logicalId, readAuthorizer(authorizer)]));
}

function belongsTo(api: TemplateResource, resource: TemplateResource): boolean {
  return resource.property('RestApiId') === api.logicalId;
}
