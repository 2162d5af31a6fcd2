/** Writes each date in the value as the rest-json protocol does: in seconds since 1970. */
export function toEpochSeconds(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toEpochSeconds(member)]));
}
