import { testNames } from './test-names';

test.each([
  ['test(\'it\\\'s one\', () => {});', ['it\'s one']],
  ['it("one", run);', ['one']],
  ['test.each([[1], [2]])(\'%i is one\', (n) => {});', ['%i is one']],
  ['describe.each(kinds)(\'of %s\', () => { test(`one`, run); });', ['one']],
  ['test(`${count} are one`, run);', ['${count} are one']],
  ['test.concurrent(\'one\', run);', ['one']],
])('%s has the tests %j', (source, names) => {
  expect(testNames(source)).toEqual(names);
});

test.each([
  '// test(\'one\', run);',
  '/* test(\'one\', run); */',
  'const text = "test(\'one\', run)";',
  'test.skip(\'one\', run);',
  'test.todo(\'one\');',
  'xtest(\'one\', run);',
  'it.failing(\'one\', run);',
  'test.skip.each([1])(\'one\', run);',
  'describe.skip(\'all\', () => { test(\'one\', run); });',
  'describe.skip.each([1])(\'all\', () => { test(\'one\', run); });',
  'xdescribe(\'all\', () => { test(\'one\', run); });',
  'if (process.env.CI) test(\'one\', run);',
  '(process.env.CI ? test : test.skip)(\'one\', run);',
  'test(\'one\', run); test.only(\'another\', run);',
  'run(\'one\');',
])('%s has no test that jest is sure to run', (source) => {
  expect(testNames(source)).toEqual([]);
});
