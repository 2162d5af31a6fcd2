import { CfnCondition, CfnParameter, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** The logical ids of the resources, parameters and conditions that a resolved value refers to. */
export function listReferences(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    switch (key) {
      case 'Ref': return [String(inner)];
      case 'Fn::GetAtt': return [nameBeforeDot(String([inner].flat()[0]))];
      case 'Fn::If': return Array.isArray(inner) ? [String(inner[0]), ...listReferences(inner.slice(1))] : [];
      case 'Condition': return typeof inner === 'string' ? [inner] : listReferences(inner);
      case 'Fn::Sub': return listSubstituted([inner].flat());
      default: return listReferences(inner);
    }
  });
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-sub.html */
function listSubstituted([text, variables]: unknown[]): string[] {
  const ofItself = new Set(Object.keys(variables ?? {}));
  const names = [...String(text).matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name]) => name.trim()).filter((name) => !ofItself.has(name));
  return [...names.map(nameBeforeDot), ...listReferences(variables)];
}

function nameBeforeDot(name: string): string {
  return name.split('.')[0];
}

/** The logical ids of the resources and parameters that a resolved value depends on, by its conditions, too. */
export function listReferencesBeyondConditions(stack: Stack, value: unknown): string[] {
  const conditions = stack.node.findAll().filter((child): child is CfnCondition => child instanceof CfnCondition);
  const byLogicalId = new Map(conditions.map((condition) => [String(stack.resolve(condition.logicalId)), condition]));
  return listReferences(value).flatMap((logicalId) => {
    const condition = byLogicalId.get(logicalId);
    return condition ? listReferencesBeyondConditions(stack, stack.resolve(condition._toCloudFormation())) : [logicalId];
  });
}

/**
 * Whether a value can become another one at a deployment of the same template: it holds a parameter, or a dynamic
 * reference.
 */
export function dependsOnParameter(scope: IConstruct, value: unknown): boolean {
  const stack = Stack.of(scope);
  const resolved: unknown = stack.resolve(value);
  const references = new Set(listReferencesBeyondConditions(stack, resolved));
  const parameters = stack.node.findAll().filter((child) => child instanceof CfnParameter);
  return parameters.some(({ logicalId }) => references.has(stack.resolve(logicalId))) || holdsDynamicReference(resolved);
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */
export function holdsDynamicReference(resolved: unknown): boolean {
  return JSON.stringify(resolved).includes('{{resolve:');
}
