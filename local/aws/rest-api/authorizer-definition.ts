import { parseFunctionArn } from './integration-uri';
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
  /** How long a Lambda authorizer's answers are kept. */
  readonly resultTtlSeconds: number;
}

const DEFAULT_TTL_SECONDS = 300;

export function readAuthorizer(resource: TemplateResource): AuthorizerDefinition {
  const sources = resource.readProperty<string>('IdentitySource') ?? '';
  return {
    logicalId: resource.logicalId,
    type: resource.requireProperty('Type'),
    identitySources: sources.split(',').map((source) => source.trim()).filter((source) => source !== ''),
    validationExpression: resource.readProperty('IdentityValidationExpression'),
    functionArn: parseFunctionArn(resource.readProperty<string>('AuthorizerUri') ?? ''),
    resultTtlSeconds: Number(resource.readProperty<number | string>('AuthorizerResultTtlInSeconds') ?? DEFAULT_TTL_SECONDS),
    userPoolArns: resource.readProperty('ProviderARNs') ?? [],
  };
}
