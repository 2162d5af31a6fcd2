/** The minimum: what Node and the host take before a handler does anything. */
export async function handler(): Promise<object> {
  return { statusCode: 200, body: '{}' };
}
