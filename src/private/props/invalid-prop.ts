import { IConstruct } from 'constructs';

export function invalidProp(scope: IConstruct, prop: string, value: unknown, expected: string): Error {
  return new Error(`${scope.constructor.name} at '${scope.node.path}': ${prop} is ${JSON.stringify(value)}, but has to be ${expected}.`);
}
