import { CfnResource, Lazy, Stack, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * Records why the construct accepts a finding of cdk-nag, so that users see only the findings that they can decide about.
 */
export function acknowledgeFinding(construct: IConstruct, rule: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: rule, reason });
  suppressInVersion2(construct, { id: rule, reason });
}

/**
 * Does the same for a wildcard in an ARN. `Validations.acknowledge()` refuses ids with more than one `::`, and an ARN with
 * pseudo parameters has more. So this function writes the metadata itself.
 */
export function acknowledgeWildcard(construct: IConstruct, arn: string, reason: string): void {
  const [id, finding] = ['AwsSolutions-IAM5', `Resource::${printLikeCdkNag(Stack.of(construct).resolve(arn))}`];
  construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [`${id}[${finding}]`]: reason });
  suppressInVersion2(construct, { id, reason, applies_to: [finding] });
}

interface Suppression {
  readonly id: string;
  readonly reason: string;
  readonly applies_to?: string[];
}

/**
 * Does the same for cdk-nag 2, which reads the metadata of resources. That metadata would be part of the template, and the id
 * of the API's deployment would depend on it. So cdk-nag finds the list, but the template does not contain it.
 */
function suppressInVersion2(construct: IConstruct, suppression: Suppression): void {
  const resource = construct.node.defaultChild as CfnResource;
  const earlier = resource.getMetadata('cdk_nag') as { rules_to_suppress: Suppression[] } | undefined;
  const notInTheTemplate = Lazy.any({ produce: () => undefined });
  resource.addMetadata('cdk_nag', Object.assign(notInTheTemplate, { rules_to_suppress: [...earlier?.rules_to_suppress ?? [], suppression] }));
}

interface Intrinsic {
  readonly 'Fn::Join'?: [string, (string | Intrinsic)[]];
  readonly 'Ref'?: string;
}

function printLikeCdkNag(value: string | Intrinsic): string {
  if (typeof value === 'string') {
    return value;
  }
  if (value['Fn::Join']) {
    const [delimiter, parts] = value['Fn::Join'];
    return parts.map(printLikeCdkNag).join(delimiter);
  }
  return value.Ref ? `<${value.Ref}>` : JSON.stringify(value);
}
