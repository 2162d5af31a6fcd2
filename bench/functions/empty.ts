/** The floor: what Node and the host take before any handler has done a thing. */
export async function handler(): Promise<object> {
  return { statusCode: 200, body: '{}' };
}
