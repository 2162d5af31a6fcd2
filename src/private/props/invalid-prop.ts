import { Duration, Token } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';

export interface InvalidValue {
  /** What follows the word "must". */
  readonly must: string;
  readonly got: unknown;
  /** What to write instead, in whole sentences. @default - none, since `must` says it */
  readonly remedy?: string;
}

/** The error to throw for a prop that cannot work. Every such error has this form. */
export function invalidProp(scope: IConstruct, prop: string, { must, got, remedy }: InvalidValue): Error {
  const problem = `${prop} must ${must}; got ${printValue(got)}.`;
  return errorAt(scope, remedy === undefined ? problem : `${problem} ${remedy}`);
}

/** An error that names the construct. */
export function errorAt(scope: IConstruct, message: string): Error {
  return new Error(`${scope.constructor.name} at '${scope.node.path}': ${message}`);
}

function printValue(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (Token.isUnresolved(value) || (value instanceof Duration && value.isUnresolved())) return 'a token';
  // JSON has no NaN and no Infinity.
  return typeof value === 'number' || value instanceof Duration ? value.toString() : JSON.stringify(value, (_, inner: unknown) => Construct.isConstruct(inner) ? inner.node.path : inner);
}
