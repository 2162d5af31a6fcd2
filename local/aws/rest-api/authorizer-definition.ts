import type { TemplateResource } from '../template/template';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-authorizer.html */
export interface AuthorizerDefinition {
  readonly logicalId: string;
  readonly type: string;
  /** Expressions such as `method.request.header.Authorization`. */
  readonly identitySources: string[];
  /** Regular expression. A token that does not match it is refused without calling the authorizer. */
  readonly validationExpression?: string;
  /** ARN of the function of a Lambda authorizer. */
  readonly functionArn?: string;
  readonly userPoolArns: string[];
}

/** The name of an alias may follow the function's ARN. */
const FUNCTION_ARN = /\/functions\/(.+:function:[^:/]+)(?::[^:/]+)?\/invocations$/;

export function readAuthorizer(resource: TemplateResource): AuthorizerDefinition {
  const sources = resource.readProperty<string>('IdentitySource') ?? '';
  return {
    logicalId: resource.logicalId,
    type: resource.requireProperty('Type'),
    identitySources: sources.split(',').map((source) => source.trim()).filter((source) => source !== ''),
    validationExpression: resource.readProperty('IdentityValidationExpression'),
    functionArn: FUNCTION_ARN.exec(resource.readProperty<string>('AuthorizerUri') ?? '')?.[1],
    userPoolArns: resource.readProperty('ProviderARNs') ?? [],
  };
}
