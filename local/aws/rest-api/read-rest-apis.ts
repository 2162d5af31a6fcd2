import { AuthorizerDefinition, readAuthorizer } from './authorizer-definition';
import type { GatewayResponseDefinition, MethodDefinition, MethodSetting, RestApiDefinition, StageDefinition } from './rest-api-definition';
import { getRootResourceId } from '../template/physical-names';
import type { Template, TemplateResource } from '../template/template';

const IMPORTED_BODY = ['Body', 'BodyS3Location'];

/** Reads the REST APIs of a stack: one definition for each stage. */
export function readRestApis(template: Template): RestApiDefinition[] {
  const stages = template.findResources('AWS::ApiGateway::Stage');
  return template.findResources('AWS::ApiGateway::RestApi').flatMap((api) => {
    const imported = api.propertyNames.find((name) => IMPORTED_BODY.includes(name));
    if (imported) throw new Error(`${api.logicalId}.Properties.${imported} is not supported on this machine. Define the API's methods as resources of the template.`);
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
    binaryMediaTypes: api.readProperty('BinaryMediaTypes') ?? [],
  };
}

function readStage(stage: TemplateResource): StageDefinition {
  return {
    name: stage.requireProperty('StageName'),
    variables: stage.readProperty('Variables') ?? {},
    methodSettings: stage.readProperty<MethodSetting[]>('MethodSettings') ?? [],
    accessLogFormat: stage.readProperty<{ Format?: string }>('AccessLogSetting')?.Format,
  };
}

function readMethods(template: Template, api: TemplateResource): MethodDefinition[] {
  const paths = readResourcePaths(template, api);
  const authorizers = readAuthorizers(template, api);
  return template.findResources('AWS::ApiGateway::Method').filter((method) => belongsTo(api, method)).map((method) => {
    const resourceId = method.requireProperty<string>('ResourceId');
    return {
      logicalId: method.logicalId,
      httpMethod: method.requireProperty('HttpMethod'),
      resourceId,
      resourcePath: paths.get(resourceId)!,
      authorizationType: method.readProperty('AuthorizationType') ?? 'NONE',
      authorizer: authorizers.get(method.readProperty('AuthorizerId') ?? ''),
      integration: method.requireProperty('Integration'),
    };
  });
}

/** Maps resource ids to paths. A resource may come before its parent in the template. */
function readResourcePaths(template: Template, api: TemplateResource): Map<string, string> {
  const resources = template.findResources('AWS::ApiGateway::Resource').filter((resource) => belongsTo(api, resource));
  const rootId = getRootResourceId(api.logicalId);
  const parents = new Map(resources.map((resource) => [resource.logicalId, resource.requireProperty<string>('ParentId')]));
  const parts = new Map(resources.map((resource) => [resource.logicalId, resource.requireProperty<string>('PathPart')]));
  const pathOf = (id: string): string => id === rootId ? '' : `${pathOf(parents.get(id)!)}/${parts.get(id)}`;
  return new Map([rootId, ...parents.keys()].map((id) => [id, pathOf(id) || '/']));
}

function readGatewayResponses(template: Template, api: TemplateResource): Map<string, GatewayResponseDefinition> {
  const responses = template.findResources('AWS::ApiGateway::GatewayResponse').filter((response) => belongsTo(api, response));
  return new Map(responses.map((response) => [response.requireProperty<string>('ResponseType'), {
    StatusCode: response.readProperty('StatusCode'),
    ResponseParameters: response.readProperty('ResponseParameters'),
    ResponseTemplates: response.readProperty('ResponseTemplates'),
  }]));
}

function readAuthorizers(template: Template, api: TemplateResource): Map<string, AuthorizerDefinition> {
  const authorizers = template.findResources('AWS::ApiGateway::Authorizer').filter((authorizer) => belongsTo(api, authorizer));
  return new Map(authorizers.map((authorizer) => [authorizer.logicalId, readAuthorizer(authorizer)]));
}

function belongsTo(api: TemplateResource, resource: TemplateResource): boolean {
  return resource.readProperty('RestApiId') === api.logicalId;
}
