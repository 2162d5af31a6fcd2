/** Thrown for a value that breaks a documented constraint. The message names the member, but never the value. */
export class ConstraintError extends Error {}

/** Checks one member of a request. `member` is its name in the error. */
export type Check = (value: unknown, member: string) => void;

export function string(minimum: number, maximum: number): Check {
  return (value, member) => {
    if (typeof value !== 'string') throw new ConstraintError(`${member} must be a string`);
    const length = [...value].length;
    if (length < minimum || length > maximum) throw new ConstraintError(`${member} must have ${minimum} to ${maximum} characters`);
  };
}

export function integer(minimum: number, maximum: number): Check {
  return (value, member) => {
    if (!Number.isInteger(value) || Number(value) < minimum || Number(value) > maximum) {
      throw new ConstraintError(`${member} must be a whole number from ${minimum} to ${maximum}`);
    }
  };
}

export function oneOf(...allowed: string[]): Check {
  return (value, member) => {
    if (typeof value !== 'string' || !allowed.includes(value)) throw new ConstraintError(`${member} must be one of ${allowed.join(', ')}`);
  };
}

export function listOf(item: Check, maximum = Number.POSITIVE_INFINITY): Check {
  return (value, member) => {
    if (!Array.isArray(value)) throw new ConstraintError(`${member} must be a list`);
    if (value.length > maximum) throw new ConstraintError(`${member} must have at most ${maximum} items`);
    value.forEach((element) => item(element, `${member} item`));
  };
}

export function mapOf(key: Check, item: Check): Check {
  return (value, member) => {
    for (const [name, element] of Object.entries(requireObject(value, member))) {
      key(name, `${member} key`);
      item(element, `${member} value`);
    }
  };
}

export function matching(pattern: RegExp, wording: string): Check {
  return (value, member) => {
    if (typeof value !== 'string' || !pattern.test(value)) throw new ConstraintError(`${member} must be ${wording}`);
  };
}

/** Checks a structure. Required members must be present; optional members are checked when they are present; all others are ignored. */
export function structure(required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  return (value, member) => {
    const members = requireObject(value, member);
    for (const [name, check] of Object.entries(required)) check(members[name] ?? undefined, name);
    for (const [name, check] of Object.entries(optional)) {
      if (members[name] !== undefined && members[name] !== null) check(members[name], name);
    }
  };
}

function requireObject(value: unknown, member: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ConstraintError(`${member} must be an object`);
  return value as Record<string, unknown>;
}
