import { DOCUMENTS, insertSnippets, readDocument } from '../projenrc/snippet-documents';

test.each(DOCUMENTS)('the snippets of %s are the files that tests run in a browser: npm run docs:snippets', (document) => {
  const text = readDocument(document);
  expect(text).toContain('<!-- from examples/');
  expect(text).toBe(insertSnippets(text));
});

test.each(DOCUMENTS)('each snippet of JavaScript in %s is such a file', (document) => {
  const text = readDocument(document);
  const snippets = [...text.matchAll(/^```js$/gm)];
  const tested = [...text.matchAll(/^<!-- from \S+ -->\n```js$/gm)];
  expect(tested).toHaveLength(snippets.length);
});
