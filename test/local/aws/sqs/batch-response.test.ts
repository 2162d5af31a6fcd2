import { readFailedMessages } from '../../../../local/aws/sqs/batch-response';

const BATCH = ['a', 'b'];

test.each<[string, unknown, string[]]>([
  ['null', null, []],
  ['an empty object', {}, []],
  ['a list that is null', { batchItemFailures: null }, []],
  ['an empty list', { batchItemFailures: [] }, []],
  ['one message', { batchItemFailures: [{ itemIdentifier: 'b' }] }, ['b']],
  ['a message of another batch', { batchItemFailures: [{ itemIdentifier: 'c' }] }, BATCH],
  ['an empty id', { batchItemFailures: [{ itemIdentifier: '' }] }, BATCH],
  ['no id', { batchItemFailures: [{ itemIdentifier: null }] }, BATCH],
  ['another key', { batchItemFailures: [{ id: 'b' }] }, BATCH],
  ['null in place of a failure', { batchItemFailures: [null] }, BATCH],
  ['no list', { batchItemFailures: 'b' }, BATCH],
  ['a text', 'done', BATCH],
])('an answer with %s', (_what, answer, failed) => {
  expect(readFailedMessages(answer, BATCH)).toEqual(failed);
});
