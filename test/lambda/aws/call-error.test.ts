import { getErrorName } from '../../../lambda/aws/call-error';

test.each([
  [{ name: 'ThrottlingException' }, 'ThrottlingException'],
  [{ name: 'Error', code: 'ENOTFOUND' }, 'ENOTFOUND'],
  [{ name: 'Ada' }, 'UnknownError'],
  [{ name: 'Ada said Error' }, 'UnknownError'],
  [{ name: 'Error', code: 'ADA', $fault: 'client' }, 'Error'],
  ['Ada', 'UnknownError'],
])('%j is called %s in the log', (thrown, name) => {
  expect(getErrorName(thrown)).toBe(name);
});
