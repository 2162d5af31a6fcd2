/** The outcome of a call, as far as the handlers read it. */
export type Outcome = Record<'output' | '$metadata' | 'name' | '$fault' | 'code', unknown>;

export async function outcomeOf(call: Promise<object>): Promise<Partial<Outcome>> {
  try {
    const { $metadata, ...output } = await call as { $metadata: object };
    return { output, $metadata };
  } catch (error) {
    const { name, $fault, $metadata, code } = error as Outcome;
    return { name, $fault, $metadata, code };
  }
}
