/**
 * Reads which messages of a batch failed, from the answer of a function that reports them.
 * As in Lambda, all messages failed when the answer has another form or names a message that is not in the batch.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function readFailedMessages(answer: unknown, batch: readonly string[]): readonly string[] {
  if (answer === null || answer === undefined) return [];
  if (typeof answer !== 'object') return batch;
  const { batchItemFailures: failures } = answer as { readonly batchItemFailures?: unknown };
  if (failures === null || failures === undefined) return [];
  if (!Array.isArray(failures)) return batch;
  const failed = failures.map((failure) => (failure as { readonly itemIdentifier?: unknown } | null)?.itemIdentifier);
  return failed.every(isString) && failed.every((id) => batch.includes(id)) ? failed : batch;
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}
