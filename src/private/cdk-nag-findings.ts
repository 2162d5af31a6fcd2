import { Stack, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * Records why a finding of cdk-nag is this construct's design, so that a user sees the findings that are theirs to decide.
 */
export function acknowledgeFinding(construct: IConstruct, rule: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: rule, reason });
}

/**
 * The same for a wildcard in an ARN. `Validations.acknowledge()` refuses ids that hold `::` twice, as every ARN with a
 * pseudo parameter does, so the metadata that it would write is written here.
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
