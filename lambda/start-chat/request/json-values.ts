import { InvalidRequestFailure } from '../contract/failure';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Null and an empty string count as absent. */
export function isAbsent(value: unknown): value is null | undefined | '' {
  return value === undefined || value === null || value === '';
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function parseOptionalObject(value: unknown, key: string): JsonObject {
  if (isAbsent(value)) return {};
  if (!isObject(value)) throw new InvalidRequestFailure(key, 'must be an object.');
  return value;
}

/** A well-formed string: a lone surrogate cannot be sent as UTF-8, and would reach Connect as another character. */
export function parseText(value: unknown, key: string): string {
  if (typeof value !== 'string') throw new InvalidRequestFailure(key, 'must be a string.');
  if (/\p{Surrogate}/u.test(value)) throw new InvalidRequestFailure(key, 'must be well-formed Unicode.');
  return value;
}

export function parseBoundedText(value: unknown, key: string, maxCharacters: number): string {
  const string = parseText(value, key);
  const characters = [...string].length;
  if (characters < 1 || characters > maxCharacters) throw new InvalidRequestFailure(key, `must have 1 to ${maxCharacters} characters.`);
  return string;
}

export function parseOneOf<T extends string>(value: unknown, key: string, values: readonly T[]): T {
  const match = values.find((candidate) => candidate === value);
  if (match === undefined) throw new InvalidRequestFailure(key, `must be one of ${values.join(', ')}.`);
  return match;
}
