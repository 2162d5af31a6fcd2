import { IConstruct } from 'constructs';
import { invalidProp } from './invalid-prop';

/**
 * Throws for what no factory of the class returned. TypeScript accepts a factory that was not called, because every function
 * has a method named bind, and its `bind` does nothing here.
 *
 * @param example how the class is used, like `ChatAccess.iam()`
 */
export function checkMadeByFactory(scope: IConstruct, prop: string, value: unknown, example: string): void {
  if (value === undefined || (typeof value === 'object' && typeof (value as { bind?: unknown } | null)?.bind === 'function')) return;
  const remedy = typeof value === 'function' ? `Call the function, as in ${example}.` : `Write, for example, ${example}.`;
  throw invalidProp(scope, prop, { must: `be a ${example.split('.')[0]}`, got: value, remedy });
}
