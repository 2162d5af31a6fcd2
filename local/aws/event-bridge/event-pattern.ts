/**
 * EventBridge's event patterns, with the operators that rules for contact events need.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export type EventPattern = { readonly [field: string]: EventPattern | readonly unknown[] };

type Test = (value: unknown, argument: unknown) => boolean;

const OPERATORS: Record<string, Test> = {
  'prefix': (value, prefix) => typeof value === 'string' && value.startsWith(requireText(prefix)),
  'suffix': (value, suffix) => typeof value === 'string' && value.endsWith(requireText(suffix)),
  'equals-ignore-case': (value, other) => typeof value === 'string' && value.toLowerCase() === requireText(other).toLowerCase(),
  'exists': (value, expected) => (value !== undefined) === expected,
  'anything-but': (value, other) => value !== undefined && !toAlternatives(other).some((alternative) => matchesValue(value, alternative)),
};

/** @throws Error for an operator that is not simulated */
export function matchesPattern(event: unknown, pattern: EventPattern): boolean {
  const fields = Object(event) as Record<string, unknown>;
  return Object.entries(pattern).every(([field, expected]) => {
    if (field.startsWith('$')) throw unsupported(field);
    if (!isList(expected)) return matchesPattern(fields[field], expected);
    return expected.some((alternative) => toAlternatives(fields[field]).some((value) => matchesValue(value, alternative)));
  });
}

function matchesValue(value: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return value === expected;
  return Object.entries(expected).every(([operator, argument]) => {
    if (!Object.hasOwn(OPERATORS, operator)) throw unsupported(operator);
    return OPERATORS[operator](value, argument);
  });
}

function toAlternatives(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function isList(value: EventPattern | readonly unknown[]): value is readonly unknown[] {
  return Array.isArray(value);
}

function requireText(argument: unknown): string {
  if (typeof argument !== 'string') throw unsupported(JSON.stringify(argument));
  return argument;
}

function unsupported(what: string): Error {
  return new Error(`The event pattern uses ${what}, which is not simulated`);
}
