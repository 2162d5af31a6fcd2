import { CfnParameter, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** The logical ids of the resources and parameters that a resolved value refers to. */
export function listReferences(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref') return [String(inner)];
    return key === 'Fn::GetAtt' ? [String([inner].flat()[0])] : listReferences(inner);
  });
}

/**
 * Whether a value can become another one at a deployment of the same template: it holds a parameter, or a dynamic
 * reference.
 */
export function dependsOnParameter(scope: IConstruct, value: unknown): boolean {
  const stack = Stack.of(scope);
  const resolved: unknown = stack.resolve(value);
  const references = new Set(listReferences(resolved));
  const parameters = stack.node.findAll().filter((child) => child instanceof CfnParameter);
  return parameters.some(({ logicalId }) => references.has(stack.resolve(logicalId))) || holdsDynamicReference(resolved);
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */
export function holdsDynamicReference(resolved: unknown): boolean {
  return JSON.stringify(resolved).includes('{{resolve:');
}
