/** An environment variable has a wrong value. It may be quoted: none of the construct's variables is a secret. */
export class EnvironmentError extends Error {
  constructor(name: string, expected: string, value: string) {
    super(`${name} must be ${expected}; got ${JSON.stringify(value)}.`);
  }
}

/** @returns the variable's value, which may be empty */
export function readVariable(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name];
  if (value === undefined) throw new Error(`${name} must be set.`);
  return value;
}

export function readNonEmptyVariable(environment: NodeJS.ProcessEnv, name: string): string {
  const value = readVariable(environment, name);
  if (value === '') throw new EnvironmentError(name, 'a non-empty string', value);
  return value;
}

export function readWholeNumber(environment: NodeJS.ProcessEnv, name: string): number {
  const value = readVariable(environment, name);
  // Number('') is 0.
  if (!/^[1-9]\d*$/.test(value)) throw new EnvironmentError(name, 'a whole number of at least 1', value);
  return Number(value);
}

export function readPositiveNumber(environment: NodeJS.ProcessEnv, name: string): number {
  const value = Number(readNonEmptyVariable(environment, name));
  if (!(value > 0)) throw new EnvironmentError(name, 'a number above 0', readVariable(environment, name));
  return value;
}

/** @returns undefined when the text is not JSON */
export function parseJsonVariable(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
