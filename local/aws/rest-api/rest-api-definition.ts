import type { AuthorizerDefinition } from './authorizer-definition';

/** A REST API with its stage, as the template defines them. */
export interface RestApiDefinition {
  readonly apiId: string;
  readonly region: string;
  readonly account: string;
  readonly stage: StageDefinition;
  readonly methods: MethodDefinition[];
  /** Keyed by response type. */
  readonly gatewayResponses: Map<string, GatewayResponseDefinition>;
  readonly binaryMediaTypes: string[];
}

export interface StageDefinition {
  readonly name: string;
  readonly variables: Record<string, string>;
  readonly methodSettings: MethodSetting[];
  readonly accessLogFormat?: string;
}

export interface MethodSetting {
  readonly HttpMethod: string;
  readonly ResourcePath: string;
  readonly ThrottlingRateLimit?: number;
  readonly ThrottlingBurstLimit?: number;
}

export interface MethodDefinition {
  readonly logicalId: string;
  readonly httpMethod: string;
  readonly resourceId: string;
  /** For example `/` or `/chats/{id}`. */
  readonly resourcePath: string;
  readonly authorizationType: string;
  readonly authorizer?: AuthorizerDefinition;
  readonly integration: Integration;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-method-integration.html */
export interface Integration {
  readonly Type: string;
  readonly Uri?: string;
  readonly TimeoutInMillis?: number;
  readonly PassthroughBehavior?: string;
  readonly RequestTemplates?: Record<string, string>;
  readonly IntegrationResponses?: IntegrationResponse[];
}

export interface IntegrationResponse {
  readonly StatusCode: string;
  readonly SelectionPattern?: string;
  readonly ResponseParameters?: Record<string, string>;
  readonly ResponseTemplates?: Record<string, string>;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-gatewayresponse.html */
export interface GatewayResponseDefinition {
  readonly StatusCode?: string;
  readonly ResponseParameters?: Record<string, string>;
  readonly ResponseTemplates?: Record<string, string>;
}
