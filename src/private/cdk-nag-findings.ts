import { Stack, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * Records why the construct accepts a finding of cdk-nag, so that users see only the findings that they can decide about.
 */
export function acknowledgeFinding(construct: IConstruct, rule: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: rule, reason });
}

/**
 * Does the same for a wildcard in an ARN. `Validations.acknowledge()` refuses ids with more than one `::`, and an ARN with
 * pseudo parameters has more. So this function writes the metadata itself.
 */
export function acknowledgeWildcard(construct: IConstruct, arn: string, reason: string): void {
  const id = `AwsSolutions-IAM5[Resource::${printLikeCdkNag(Stack.of(construct).resolve(arn))}]`;
  construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
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
